// Behaviour that helps but is never needed: every page works without it.
import "./js/keys.js";
import "./js/menus.js";
import "./js/forms.js";
import "./js/filter.js";
import "./js/call.js";
import "./js/from.js";
import "./js/copy.js";
