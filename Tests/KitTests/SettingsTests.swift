import Foundation
import KitTesting
import Testing

@testable import Kit

@Suite struct SettingsTests {
  private let home = TestSite.projectFolder.path

  @Test func theDefaultsAreForDevelopment() throws {
    let settings = try Settings.load(environment: ["ROWHOUSE_HOME": home])
    #expect(settings.baseURL == "http://localhost:8080")
    #expect(settings.data(of: "forums").path == home + "/modules/forums/data")
  }

  @Test func aDataFolderHoldsEveryHouse() throws {
    let settings = try Settings.load(environment: ["ROWHOUSE_HOME": home, "ROWHOUSE_DATA": "/srv/x"])
    #expect(settings.data(of: "forums").path == "/srv/x/forums")
    #expect(settings.run.path == "/srv/x/run")
  }

  @Test(arguments: [
    ("ROWHOUSE_WORKERS", "none"), ("ROWHOUSE_WORKERS", "0"), ("ROWHOUSE_LISTEN", "99999"),
    ("ROWHOUSE_BASE_URL", "example.org"), ("ROWHOUSE_BASE_URL", "https://example.org/forum"),
    ("ROWHOUSE_PROXIES", "10.0.0.1; evil"), ("ROWHOUSE_PROXIES", "10.0.0.0/33"),
    ("ROWHOUSE_PROXIES", "::/129"),
    ("ROWHOUSE_PROXIES", "10.0.0.0/"), ("ROWHOUSE_PROXIES", "proxy.example"), ("ROWHOUSE_WORKRES", "2"),
    ("ROWHOUSE_HOME", "/nowhere"),
  ])
  func aWrongValueIsRefusedWithItsName(_ name: String, _ value: String) {
    let error = #expect(throws: SettingsError.self) {
      try Settings.load(environment: ["ROWHOUSE_HOME": home].merging([name: value]) { $1 })
    }
    #expect(error?.description.contains(name) == true)
  }

  @Test func proxiesAreAddressesAndNetworks() throws {
    let settings = try Settings.load(
      environment: ["ROWHOUSE_HOME": home, "ROWHOUSE_PROXIES": "10.0.0.1, 192.0.2.0/24  2001:db8::/48"])
    #expect(settings.proxies == ["10.0.0.1", "192.0.2.0/24", "2001:db8::/48"])
  }

  @Test func theFileIsReadAsSystemdReadsIt() throws {
    let text = """
      # a comment
      ; another
      A=plain words   \n  B="quoted # not a comment\\" "
      C='single \\n'
      D=one\\
      two
      E=
      """
    #expect(
      try EnvironmentFile.read(text, name: "f")
        == ["A": "plain words", "B": "quoted # not a comment\" ", "C": "single \\n", "D": "onetwo", "E": ""])
  }

  @Test(arguments: ["NAME", "A=\"open"])
  func aBadLineIsNamed(_ line: String) {
    let error = #expect(throws: SettingsError.self) { try EnvironmentFile.read("A=1\n\(line)", name: "f") }
    #expect(error?.description.hasPrefix("f:2:") == true)
  }
}
