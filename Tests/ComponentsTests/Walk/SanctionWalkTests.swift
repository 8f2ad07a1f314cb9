import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// Every route, for those whom staff keep from writing or from everything.
@Suite struct SanctionWalkTests {
  private let test: TestSite
  private let ada: Person
  private var count = 0

  init() throws {
    test = try TestSite()
    ada = try test.admin()
  }

  /// What somebody does all the same who may read and not write: looking after their own account and who reaches
  /// them, taking something away, and what a guest may do. A new route that sends something belongs here only if
  /// nobody else ever sees what comes of it.
  private static let quiet: Set = [
    "/account/acting/end", "/account/acting/raise", "/account/blocked", "/account/blocked/:id/remove",
    "/account/confirm", "/account/confirm/options", "/account/export", "/account/friends/:id/decline",
    "/account/friends/:id/hear", "/account/friends/:id/remove", "/account/friends/:id/withdraw",
    "/account/leave", "/account/lists/:id/remove", "/account/mail", "/account/mail/:token",
    "/account/mail/forget", "/account/passkeys", "/account/passkeys/:id", "/account/passkeys/:id/remove",
    "/account/passkeys/options", "/account/password", "/account/reach", "/account/recovery-codes",
    "/account/sessions/:id/end", "/account/sessions/end-all", "/account/sessions/end-others",
    "/account/system/alters/:id/archive", "/account/system/alters/:id/delete", "/account/system/export",
    "/account/system/fields/:id/delete", "/account/system/front/showing", "/account/system/groups/:id/delete",
    "/account/system/import/:id/stop", "/account/system/speaking/try", "/account/two-factor",
    "/account/two-factor/remove", "/face", "/forums/post/:id/remove", "/forums/read", "/setup/:token",
    "/sign-in", "/sign-in/forgotten", "/sign-in/passkey", "/sign-in/passkey/options", "/sign-in/reset/:token",
    "/sign-in/return/:token", "/sign-in/second", "/sign-out", "/sign-up", "/sign-up/:token",
  ]

  private var sending: [Route] { test.site.table.map(\.route).filter { $0.method != .get } }

  private static func address(_ route: Route) -> String {
    "/" + route.pattern.split(separator: "/").map { $0.hasPrefix(":") ? "1" : $0 }.joined(separator: "/")
  }

  /// Somebody who may do everything, so that nothing but the sanction stands in the way.
  private func somebody(_ name: String, _ act: String) throws -> Person {
    let person = try test.admin(name)
    let kind = act == "silence" ? "silenced" : "suspended"
    try test.site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO admin_sanction(user_id, kind, reason, author_id, at) VALUES (?, ?, 'Walking', ?, 0)
          """, arguments: [person.id, kind, ada.id])
    }
    return person
  }

  @Test func whoIsSilencedSendsNothingThatOthersWouldSee() throws {
    var open: Set<String> = []
    for (number, route) in sending.enumerated() {
      let answer = test.post(Self.address(route), as: try somebody("silent\(number)", "silence"))
      let isRefused = answer.status == .forbidden && answer.text.contains("The reason: Walking")
      if !isRefused { open.insert(route.pattern) }
    }
    #expect(open.subtracting(Self.quiet) == [], "these are not refused")
    #expect(Self.quiet.subtracting(open) == [], "these are refused")
  }

  @Test func theSessionOfWhoIsSuspendedIsNobodys() throws {
    let person = try somebody("away", "suspend")
    for route in test.site.table.map(\.route) where route.pattern != "/healthz" {
      let method = route.method.rawValue
      let headers = ["Origin": test.site.settings.baseURL]
      let theirs = test.send(method, Self.address(route), as: person, headers: headers)
      let guests = test.send(method, Self.address(route), headers: headers)
      #expect(
        theirs.status == guests.status && theirs.location == guests.location, "\(method) \(route.pattern)")
    }
  }
}
