import Templating

/// A rendering with a little of everything in hand and little patience: what fails here would fail for
/// people, and what takes long or writes much here would do so on every page.
enum Trial {
  static let limits = Limits(steps: 250_000, bytes: 1 << 20)

  /// `look` gets each page that came out of it.
  static func render(_ library: Library, _ look: ((_ name: String, _ page: String) throws -> Void)? = nil)
    throws
  {
    var library = library
    library.limits = limits
    for name in library.names {
      var failures: [TemplateError] = []
      let bytes = try library.render(name, [page], noting: &failures)
      if let failure = failures.first { throw failure }
      try look?(name, String(decoding: bytes, as: UTF8.self))
    }
  }

  private static let person: Value = [
    "name": "Ada", "handle": "ada", "pronouns": "she/her", "color": "336699", "initial": "A",
    "avatar": Value.null, "href": "/",
  ]
  private static let time: Value = ["iso": "2026-11-23T08:00:00Z", "text": "just now", "title": "today"]
  private static let link: Value = [
    "title": "A page", "href": "/", "icon": "home", "current": true, "number": 1, "gap": false, "name": "Ada",
    "text": "Words", "value": "1", "kind": "info",
  ]
  private static let post: Value = [
    "number": 1, "href": "#1", "id": "1", "speaker": person, "speakers": [person], "time": time,
    "edited": time, "body": Html("<p>Words</p>"), "title": "A thread", "last": time, "lastSpeaker": person,
    "replies": 2, "repliesNoun": "replies", "unread": 1, "unreadHref": "/", "category": link, "pinned": true,
    "locked": true, "isNew": true, "hasActions": true, "actions": [link, link], "day": time,
    "message": person,
    "votes": ["score": 1, "up": 1, "down": 0, "canVote": true, "action": "/"] as Value,
  ]

  private static let page: Value = [
    "site": [
      "name": "Rowhouse", "about": "", "noun": "alter", "nouns": "alters", "pages": [link],
    ] as Value,
    "viewer": ["name": "Ada", "isGuest": true, "isMember": true, "canAdmin": true, "unread": 1] as Value,
    "face": ["id": "0", "name": "Ada", "greeting": "Hello", "fronters": [person, person]] as Value,
    "acting": ["actor": "Bo", "name": "Ada", "isRaised": false] as Value,
    "look": ["schemes": [link], "faces": [link]] as Value,
    "navigation": [link], "flash": [link], "rail": [link], "path": "/", "title": "A page", "text": "Words",
    "speaker": person, "speakers": [person, person], "time": time, "last": time,
    "posts": [post, post], "threads": [post, post], "pinned": [post], "lines": [post, post],
    "rooms": [link, link], "people": [person, person], "categories": [link], "steps": [link], "pages": [link],
    "pagination": ["pages": [link], "previous": "/", "next": "/"] as Value, "parts": [link],
    "composer": ["action": "/", "label": "Words", "name": "text", "hint": "Kind ones"] as Value,
    "thread": ["title": "A thread", "replies": 2, "begun": time] as Value,
    "category": link, "room": ["name": "A room", "id": 1, "topic": "Words"] as Value,
    "hasThreads": true, "hasPinned": true, "hasCategories": true,
  ]
}
