import HTTPTypes
import Kit
import Templating

/// What finding a face costs beside writing the page: `rowhouse face measure` prints it.
package struct Measurement: Sendable {
  /// Of one page.
  package let bytes: Int
  /// The engine alone, on a template that is resolved already; the median of many rounds.
  package let engine: Duration
  /// `renderAlter`, from a request that has no face yet; the median of many rounds.
  package let renderAlter: Duration
}

extension Faces {
  /// A thread of 20 posts, as a guest gets it now. Both are measured in turns, so that both meet the same weather.
  package func measure(rounds: Int = 400, pages: Int = 20) throws -> Measurement {
    let values = [Self.sampleShell, Self.samplePage]
    let resolved = try appearance(of: Self.sampleRequest())
    guard let library = resolved.libraries["forums"] else { throw Fault.notFound }
    let bytes = try library.render("forums/thread", values).count
    var (engine, whole) = ([Duration](), [Duration]())
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      engine.append(
        try clock.measure { for _ in 0..<pages { _ = try library.render("forums/thread", values) } })
      let requests = (0..<pages).map { _ in Self.sampleRequest() }
      whole.append(
        try clock.measure {
          for request in requests {
            _ = try renderAlter("forums/thread", values, house: "forums", request: request)
          }
        })
    }
    return Measurement(bytes: bytes, engine: engine.median / pages, renderAlter: whole.median / pages)
  }

  private static func sampleRequest() -> Request {
    let request = Request(method: .get, path: "/forums/thread/1", now: .now, exchange: NoExchange())
    request.viewer = Viewer(account: nil, session: nil, role: .guest, grants: Grants([]))
    return request
  }

  private static let samplePerson: Value = [
    "name": "Ada Lovelace", "handle": "ada", "pronouns": "she/her", "color": "336699", "initial": "A",
    "avatar": Value.null, "href": "/people/1",
  ]
  private static let sampleTime: Value = [
    "iso": "2026-11-23T08:00:00Z", "text": "3 hours ago", "title": "today",
  ]

  private static let sampleShell: Value = [
    "site": ["name": "Rowhouse", "pages": [] as [Value]] as Value, "viewer": ["isGuest": true] as Value,
    "face": ["id": "0"] as Value, "icons": "/static/icons.svg", "stylesheet": "/static/site.css",
    "navigation": [["title": "Forums", "href": "/forums/", "icon": "forums", "current": true] as Value],
  ]

  private static let samplePage: Value = {
    let body = Html(String(repeating: "<p>A sentence of ordinary length with &amp; in it.</p>\n", count: 8))
    let posts = (1...20).map { number -> Value in
      [
        "number": number, "href": "#post-\(number)", "id": "post-\(number)", "speaker": samplePerson,
        "time": sampleTime, "edited": Value.null, "body": body, "isNew": false, "startsNew": false,
        "folded": false, "removed": Value.null, "hasActions": false,
        "votes": ["score": 3, "up": 4, "down": 1, "canVote": false] as Value,
      ]
    }
    return [
      "id": 1, "lastNumber": 20, "posts": posts,
      "thread": ["title": "Bread", "replies": 19, "repliesNoun": "replies", "begun": sampleTime] as Value,
    ]
  }()
}

extension [Duration] {
  fileprivate var median: Duration { isEmpty ? .zero : sorted()[count / 2] }
}

/// A request that nobody sent.
private final class NoExchange: Exchange {
  func parameter(_ name: String) -> String? { nil }
  func body(limit: Int) throws -> [UInt8] { [] }
  func report(_ line: String) {}
}
