import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// Looking changes nothing: whoever is led to an address by a link, an image or another site has done nothing by it.
@Suite struct QuietPagesTests {
  /// How far somebody has read, when they were last here, and that somebody took a log file along.
  private static let pointers: Set = [
    "forums_read", "forums_floor", "admin_session", "admin_audit", "admin_audit_chain",
  ]

  @Test func `no address that is only read changes anything but how far somebody has read`() throws {
    let walked = try WalkedSite()
    let addresses = try walked.addresses()
    let readers = try Dictionary(uniqueKeysWithValues: WalkedSite.roles.map { ($0, try walked.reader($0)) })
    let trace = ChangeTrace(of: walked.test.site.app)
    for (_, address, role) in addresses {
      _ = walked.test.get(address, as: readers[role] ?? nil)
      #expect(trace.changed.isSubset(of: role == .guest ? [] : Self.pointers), "\(address): \(trace.changed)")
      trace.changed = []
    }
  }
}
