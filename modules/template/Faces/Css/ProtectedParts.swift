/// The classes of what a face may dress but never hide, cover or move: signing in, reporting, consenting, the
/// sentences that say who sees what, the viewer's own choice, and whatever these stand in. A class that is not
/// here belongs to a face, or to something that nobody needs.
enum ProtectedParts {
  /// Every page is called by one that begins with `page-`.
  static func holds(_ name: String) -> Bool { classes.contains(name) || name.hasPrefix("page-") }

  static let classes: Set<String> = [
    "shell", "aside", "site-header", "site-bar", "site-footer", "footer-words", "viewer", "viewer-name",
    "menu",
    "menu-sheet", "look", "look-menu", "look-choices", "flashes", "notice", "info", "good", "warn", "bad",
    "acting",
    "is-raised", "button", "main", "quiet", "small", "icon", "button-row", "field", "field-row", "choice",
    "stack", "field-hint", "field-error", "composer", "composer-head", "composer-body", "composer-foot",
    "posting-as", "speaker-choice", "room", "room-talk", "room-list", "room-head", "room-state", "messages",
    "message", "message-main", "message-head", "posts", "post", "post-head", "post-body", "post-foot",
    "actions", "votes", "card", "card-title", "card-grid", "page-head", "page-lead", "page-actions", "prose",
    "control", "control-frame", "control-main", "control-rail", "rail", "rail-foot", "skip-link", "dialog",
    "folded", "table", "table-frame", "list", "facts", "meta", "page-form", "page-thread", "page-list",
    "page-room", "page-home", "byline", "byline-who", "byline-name", "front-name", "showing", "outlet",
    "visually-hidden",
  ]

  /// Elements that say nothing that does not stand beside them in words.
  static let drawings: Set<String> = ["img", "svg", "path", "circle", "rect", "text", "use", "hr"]

  /// What shows a name: text beside it could be taken for a part of it.
  static let names: Set<String> = [
    "byline-name", "front-name", "viewer-name", "brand-name", "handle", "pronouns", "posting-as",
    "message-head",
  ]

  static let holdsNames: Set<String> = [
    "byline", "byline-who", "front", "front-people", "viewer", "message-head", "row-meta", "posting-as",
    "people",
  ]
}
