// Behaviour that helps but is never needed: every page works without it.
import htmx from "htmx.org";
import "./js/keys.js";
import "./js/menus.js";
import "./js/forms.js";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
window.htmx = htmx;
