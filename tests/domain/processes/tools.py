"""Small drawings as other tools write them: their prefixes, their extensions, their habits."""

STANDARD = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWN = (
    'xmlns:di1="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc1="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"'
)


def diagram(*places: tuple[str, int]) -> str:
    """Shapes in a row, and arrows without length between them."""
    shapes = "".join(
        f'<di1:BPMNShape id="{name}_s" bpmnElement="{name}"><dc1:Bounds x="{x}" y="100" width="80" height="60"/>'
        "</di1:BPMNShape>"
        for name, x in places
        if x >= 0
    )
    edges = "".join(
        f'<di1:BPMNEdge id="{name}_e" bpmnElement="{name}"><dd:waypoint x="0" y="0"/><dd:waypoint x="9" y="0"/>'
        "</di1:BPMNEdge>"
        for name, x in places
        if x < 0
    )
    return f'<di1:BPMNDiagram id="dia"><di1:BPMNPlane id="pla">{shapes}{edges}</di1:BPMNPlane></di1:BPMNDiagram>'


ARROWS = (("f1", -1), ("f2", -1))

CAMUNDA_7 = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn2:definitions xmlns:bpmn2="{STANDARD}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" {DRAWN}
 id="D" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="4.12.0">
 <bpmn2:process id="P" name="Referral" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn2:startEvent id="S" name="Begin" camunda:initiator="x"><bpmn2:outgoing>f1</bpmn2:outgoing></bpmn2:startEvent>
  <bpmn2:userTask id="U" name="Write the referral" camunda:assignee="demo">
   <bpmn2:documentation>With the person.</bpmn2:documentation>
   <bpmn2:extensionElements><camunda:formData><camunda:formField id="a"/></camunda:formData></bpmn2:extensionElements>
  </bpmn2:userTask>
  <bpmn2:exclusiveGateway id="G" name="Complete?" default="f4"/>
  <bpmn2:serviceTask id="V" name="Send it" camunda:class="org.example.Send"/>
  <bpmn2:endEvent id="E" name="Sent"/>
  <bpmn2:sequenceFlow id="f1" sourceRef="S" targetRef="U"/><bpmn2:sequenceFlow id="f2" sourceRef="U" targetRef="G"/>
  <bpmn2:sequenceFlow id="f3" name="yes" sourceRef="G" targetRef="V">
   <bpmn2:conditionExpression>${{complete}}</bpmn2:conditionExpression></bpmn2:sequenceFlow>
  <bpmn2:sequenceFlow id="f4" name="no" sourceRef="G" targetRef="U"/>
  <bpmn2:sequenceFlow id="f5" sourceRef="V" targetRef="E"/>
 </bpmn2:process>
 {diagram(("S", 0), ("U", 100), ("G", 200), ("V", 300), ("E", 400), *((f"f{n}", -1) for n in range(1, 6)))}
</bpmn2:definitions>"""

CAMUNDA_8 = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{STANDARD}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:modeler="http://camunda.org/schema/modeler/1.0" {DRAWN} id="D" targetNamespace="x"
 exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Cloud">
 <bpmn:process id="P" name="Talk" isExecutable="true">
  <bpmn:startEvent id="S" name="Begin"/>
  <bpmn:userTask id="U" name="Talk"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
  <bpmn:boundaryEvent id="T" name="Late" attachedToRef="U"><bpmn:timerEventDefinition id="TD">
   <bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:endEvent id="E" name="Done"/>
  <bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="U"/><bpmn:sequenceFlow id="f2" sourceRef="U" targetRef="E"/>
 </bpmn:process>{diagram(("S", 0), ("U", 100), ("T", 120), ("E", 300), ("f1", -1), ("f2", -1))}
</bpmn:definitions>"""

SIGNAVIO = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<definitions xmlns="{STANDARD}" xmlns:signavio="http://www.signavio.com" {DRAWN} id="D"
 exporter="Signavio Process Editor, http://www.signavio.com" exporterVersion="15.1" targetNamespace="x"
 expressionLanguage="http://www.w3.org/TR/XPath" typeLanguage="http://www.w3.org/2001/XMLSchema">
 <collaboration id="C"><participant id="PA" name="IIZ" processRef="P"/><participant id="PB" name="Person"/>
  <messageFlow id="M" sourceRef="PB" targetRef="S"/></collaboration>
 <process id="P" isClosed="false" isExecutable="false" processType="None"><extensionElements>
  <signavio:signavioDiagramMetaData metaKey="author" metaValue=""/></extensionElements>
  <laneSet id="L"><lane id="La" name="Koordination"><extensionElements>
   <signavio:signavioMetaData metaKey="bgcolor" metaValue=""/></extensionElements>
   <flowNodeRef>S</flowNodeRef><flowNodeRef>T</flowNodeRef><flowNodeRef>E</flowNodeRef></lane></laneSet>
  <startEvent id="S" isInterrupting="true" name="Anfrage"/>
  <task completionQuantity="1" id="T" isForCompensation="false" name="Anfrage&#10;pr&#252;fen" startQuantity="1">
   <extensionElements><signavio:signavioMetaData metaKey="risk" metaValue=""/></extensionElements></task>
  <endEvent id="E" name="Gepr&#252;ft"/>
  <dataObjectReference id="DO" name="Dossier" dataObjectRef="DOx"/><dataObject id="DOx" name="Dossier"/>
  <sequenceFlow id="f1" isImmediate="true" sourceRef="S" targetRef="T"/>
  <sequenceFlow id="f2" sourceRef="T" targetRef="E"/>
 </process>{diagram(("PA", 0), ("PB", 0), ("La", 0), ("S", 0), ("T", 100), ("E", 200), *ARROWS, ("M", -1))}
</definitions>"""

ADONIS = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<?xml-stylesheet type="text/xsl" href="x.xsl"?>
<bpmn:definitions xmlns:bpmn="{STANDARD}" xmlns:adonis="http://www.boc-group.com" {DRAWN} id="D"
 exporter="ADONIS" targetNamespace="http://www.boc-group.com">
 <bpmn:itemDefinition id="I"/><bpmn:message id="Me" name="Post"/>
 <bpmn:process id="P" name="R\u00fcckfrage" processType="None" isExecutable="false">
  <bpmn:startEvent id="S" name="Beginn"><bpmn:messageEventDefinition id="MD" messageRef="Me"/></bpmn:startEvent>
  <bpmn:manualTask id="T" name="Anrufen" adonis:cost="5"/>
  <bpmn:intermediateCatchEvent id="W" name="Antwort"><bpmn:messageEventDefinition id="M2" messageRef="Me"/>
  </bpmn:intermediateCatchEvent>
  <bpmn:endEvent id="E" name="Ende"/>
  <bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="T"/><bpmn:sequenceFlow id="f2" sourceRef="T" targetRef="W"/>
  <bpmn:sequenceFlow id="f3" sourceRef="W" targetRef="E"/>
 </bpmn:process>{diagram(("S", 0), ("T", 100), ("W", 200), ("E", 300), ("f1", -1), ("f2", -1), ("f3", -1))}
</bpmn:definitions>"""

ARIS = f"""<?xml version="1.0" encoding="UTF-16"?>
<semantic:definitions xmlns:semantic="{STANDARD}" xmlns:aris="http://www.softwareag.com/aris" {DRAWN}
 id="D" exporter="ARIS" targetNamespace="http://www.softwareag.com/aris">
 <semantic:process id="P" name="Bilan"><semantic:extensionElements><aris:guid>1</aris:guid></semantic:extensionElements>
  <semantic:startEvent id="S" name="D\u00e9but"/><semantic:inclusiveGateway id="G" name="Lesquels ?"/>
  <semantic:userTask id="A" name="Parler" implementation="##unspecified"/>
  <semantic:subProcess id="X" name="Ensemble" triggeredByEvent="false"><semantic:userTask id="Y" name="Dedans"/>
  </semantic:subProcess><semantic:endEvent id="E" name="Fin"/>
  <semantic:sequenceFlow id="f1" sourceRef="S" targetRef="A"/>
  <semantic:sequenceFlow id="f2" sourceRef="A" targetRef="G"/>
  <semantic:sequenceFlow id="f3" sourceRef="G" targetRef="X"/>
  <semantic:sequenceFlow id="f4" sourceRef="X" targetRef="E"/>
 </semantic:process>{diagram(("S", 0), ("A", 100), ("G", 200), ("X", 300), ("E", 400), *ARROWS, ("f3", -1), ("f4", -1))}
</semantic:definitions>"""

BPMN_IO = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{STANDARD}" {DRAWN} xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" id="D"
 targetNamespace="http://bpmn.io/schema/bpmn" exporter="bpmn-js (https://demo.bpmn.io)" exporterVersion="17.0.2">
 <bpmn:collaboration id="C"><bpmn:participant id="PA" name="Uno" processRef="P"/>
  <bpmn:participant id="PB" name="Altri" processRef="P2"/></bpmn:collaboration>
 <bpmn:process id="P" isExecutable="false"><bpmn:startEvent id="S" name="Inizio"/><bpmn:task id="T" name="Parlare"/>
  <bpmn:endEvent id="E" name="Fine"/><bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="T"/>
  <bpmn:sequenceFlow id="f2" sourceRef="T" targetRef="E"/></bpmn:process>
 <bpmn:process id="P2" isExecutable="false"><bpmn:task id="T2" name="Altro"/></bpmn:process>
 {diagram(("PA", 0), ("PB", 0), ("S", 0), ("T", 100), ("T2", 150), ("E", 200), ("f1", -1), ("f2", -1))}
</bpmn:definitions>"""

FILES: dict[str, bytes] = {
    "Camunda 7": CAMUNDA_7.encode(),
    "Camunda 8": CAMUNDA_8.encode(),
    "Signavio": SIGNAVIO.encode(),
    "ADONIS": ADONIS.encode("iso-8859-1"),
    "ARIS": ARIS.encode("utf-16"),
    "bpmn.io": BPMN_IO.encode(),
}
