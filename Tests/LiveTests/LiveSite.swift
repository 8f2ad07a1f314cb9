import Components
import Foundation
import Kit
import KitTesting
import Logging
import RTC

@testable import live

/// A whole site with its daemon, in a temporary folder.
final class LiveSite {
  let test: TestSite
  let daemon: Daemon
  let room: Int64

  init(_ limits: Limits = Limits()) async throws {
    test = try TestSite()
    room = try test.site.house(RTCModule.self).openRoom("Kitchen", at: .now)
    daemon = try await Daemon.start(test.site, limits: limits, log: Self.log)
  }

  private static var log: Logger {
    var log = Logger(label: "test")
    log.logLevel = .critical
    return log
  }

  var path: String { test.site.settings.run.appending(path: "live.sock").path }

  /// Connected and known, not yet in a room.
  func call(_ person: Person) throws -> Caller {
    let caller = try Caller(path, cookie: person.token)
    _ = try caller.next("hello")
    try caller.ask("auth")
    return caller
  }

  /// Connected and in the room.
  func visit(_ person: Person) throws -> Caller {
    let caller = try call(person)
    try caller.ask("join", ["room": .int(room)])
    return caller
  }

  /// How a handshake or a request is answered.
  func status(
    _ target: String = "/rtc/ws", cookie: String? = nil, origin: String? = "http://localhost:8080",
    subprotocol: String? = "rtc.v1.json", upgrading: Bool = true
  ) throws -> Int {
    try Caller(
      path, target, cookie: cookie, origin: origin, subprotocol: subprotocol, upgrading: upgrading
    ).status
  }

  func say(_ text: String, nonce: String? = nil) -> JSON {
    ["room": .int(room), "nonce": .text(nonce ?? Word.make("n")), "text": .text(text)]
  }
}

/// Opens a site, runs the test, and ends the daemon whatever happened.
func withLiveSite(_ limits: Limits = Limits(), _ test: (LiveSite) async throws -> Void) async throws {
  let site = try await LiveSite(limits)
  do { try await test(site) } catch {
    await site.daemon.drain()
    throw error
  }
  await site.daemon.drain()
}
