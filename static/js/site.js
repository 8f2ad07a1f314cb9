// What every page gets. Each file is one behaviour; every page works without any of them.
import "./menu.js";
import "./notice.js";
import "./dialog.js";
import "./copy.js";
import "./composer.js";
import "./speaking.js";
import "./busy.js";
import "./live.js";
import "./face.js";
import "./session.js";
import "./unsent.js";
import "./told.js";
import "./system.js";
import "./file.js";
