import Admin
import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import Logging

/// The whole site in a temporary folder: real SQLite files, real templates, no sockets.
///
///     let site = try TestSite()
///     let david = try site.signUp("david")
///     let page = site.get("/forums/", as: david)
public final class TestSite {
  public let site: Site
  public let folder: URL

  /// `home` is the project's own folder, found from this file. One process is all of the site, unless it is a
  /// worker alone.
  public init(baseURL: String = "http://localhost:8080", writesGuarded: Bool = true) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "rowhouse-test-\(UUID().uuidString)")
    let settings = Settings(data: folder, home: Self.projectFolder, baseURL: baseURL)
    var log = Logger(label: "test")
    log.logLevel = .critical
    site = try Site(settings, log: log, passwords: Passwords(cost: .sample), writesGuarded: writesGuarded)
    // Tests fill in a form faster than people do.
    try set("sign-up.pause", "0")
    try set("pace.seconds", "0")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  public static let projectFolder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// `try #require(site.house(ForumsModule.self))`
  public func house<House: Module>(_ type: House.Type) -> House? {
    site.houses.lazy.compactMap { $0 as? House }.first
  }

  /// Decides something for the site, as an admin does at /admin/settings.
  public func set(_ setting: String, _ value: String) throws {
    try site.app.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [setting, value])
    }
  }

  /// Makes an account and signs it in.
  public func signUp(_ name: String, role: Role = .member) throws -> Person {
    let id = try site.admin.createUser(name: name, password: "correct horse battery", role: role, now: .now)
    return Person(id: id, name: name, token: try site.admin.signIn(userId: id, now: .now))
  }

  public func moderator(_ name: String = "mona") throws -> Person { try signUp(name, role: .moderator) }
  public func admin(_ name: String = "ada") throws -> Person { try signUp(name, role: .admin) }

  /// Says what roles may do in one place, as an admin would: `member:forums.read=no`.
  @discardableResult
  public func say(_ words: String..., in place: Scope, as admin: Person) -> [Answer] {
    words.map { post("/admin/permissions/\(place.kind)/\(place.id)", ["cell": $0], as: admin) }
  }

  /// Makes a role of the site's own that stands beside members, and somebody who has it.
  public func keeper(_ name: String = "kim", as admin: Person) throws -> Person {
    _ = post("/admin/roles", ["title": "Keeper", "base": "member"], as: admin)
    return try signUp(name, role: Role(rawValue: "keeper"))
  }

  public func get(_ target: String, as person: Person? = nil, headers: [String: String] = [:]) -> Answer {
    send("GET", target, as: person, headers: headers, body: nil)
  }

  /// Sends a form as a browser on the site itself would.
  public func post(
    _ target: String, _ fields: [String: String] = [:], as person: Person? = nil,
    headers: [String: String] = [:]
  ) -> Answer {
    let body = fields.map { "\(Percent.encode($0))=\(Percent.encode($1))" }.joined(separator: "&")
    return send(
      "POST", target, as: person, headers: ["Origin": site.settings.baseURL].merging(headers) { $1 },
      body: body)
  }

  /// One request of any kind.
  public func send(
    _ method: String, _ target: String, as person: Person? = nil, headers: [String: String] = [:],
    body: String? = nil,
    contentType: String = "application/x-www-form-urlencoded", content: [UInt8]? = nil,
    server: [String: String] = [:]
  ) -> Answer {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    var parameters = [
      "REQUEST_METHOD": method, "DOCUMENT_URI": Percent.decode(parts[0].utf8) ?? parts[0],
      "QUERY_STRING": parts.count > 1 ? parts[1] : "", "REMOTE_ADDR": "192.0.2.1", "REQUEST_ID": "test",
      "CONTENT_TYPE": body == nil && content == nil ? "" : contentType,
    ]
    let session = site.settings.cookieName("session")
    let cookies = [person.map { "\(session)=\($0.token)" }, headers["Cookie"]].compactMap { $0 }
    parameters["HTTP_COOKIE"] = cookies.joined(separator: "; ")
    for (name, value) in headers where name != "Cookie" {
      parameters["HTTP_" + name.uppercased().replacing("-", with: "_")] = value
    }
    parameters.merge(server) { $1 }
    let exchange = TestExchange(parameters, body: content ?? Array((body ?? "").utf8))
    return Answer(site.answer(exchange), reports: exchange.reports)
  }
}

/// Somebody who is signed in.
public struct Person: Sendable {
  public let id: Int64
  public let name: String
  public let token: String

  public init(id: Int64, name: String, token: String) {
    self.id = id
    self.name = name
    self.token = token
  }
}
