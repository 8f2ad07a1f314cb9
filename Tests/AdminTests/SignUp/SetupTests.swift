import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SetupTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `the first admin comes by a one-time address`() throws {
    let path = try setupPath()
    #expect(site.get(path).status == .ok)

    let answer = finish(path, "ada")

    #expect(answer.location == "/admin/")
    let token = try #require(answer.cookie("session"))
    #expect(site.get("/admin/", headers: ["Cookie": "session=\(token)"]).status == .ok)
    #expect(try acts().contains("user.first-admin"))
  }

  @Test func `the address works once`() throws {
    let path = try setupPath()
    _ = finish(path, "ada")

    #expect(site.get(path).status == .notFound)
    #expect(finish(path, "eve").status == .notFound)
    #expect(try site.site.admin.setupAddress(now: .now) == nil)
  }

  @Test func `a newer address takes the older one's place`() throws {
    let old = try setupPath()
    let new = try setupPath()

    #expect(site.get(old).status == .notFound)
    #expect(site.get(new).status == .ok)
  }

  @Test func `a refused form leaves the address open`() throws {
    let path = try setupPath()

    let answer = finish(path, "ada", password: "short")

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"ada\""))
    #expect(finish(path, "ada").status == .seeOther)
  }

  @Test func `the name admin is the first admin's to take`() throws {
    #expect(finish(try setupPath(), "admin").status == .seeOther)
  }

  @Test func `a guessed address is nothing`() throws {
    _ = try setupPath()
    #expect(site.get("/setup/\(String(repeating: "0", count: 64))").status == .notFound)
    #expect(site.get("/setup/x").status == .notFound)
  }

  @Test func `an admin made elsewhere closes the address`() throws {
    let path = try setupPath()
    _ = try site.admin()

    #expect(site.get(path).status == .notFound)
  }

  @Test func `the database knows the address by its hash only`() throws {
    let path = try setupPath()
    let row = try site.site.app.read { try Row.fetchOne($0, sql: "SELECT hex(token) FROM admin_setup") }
    #expect(try #require(row).description.contains(path.dropFirst("/setup/".count)) == false)
  }

  private func setupPath() throws -> String {
    let address = try #require(try site.site.admin.setupAddress(now: .now))
    return String(address.trimmingPrefix("http://localhost:8080"))
  }

  private func finish(_ path: String, _ name: String, password: String = "correct horse battery") -> Answer {
    site.post(path, ["name": name, "password": password])
  }

  private func acts() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT act FROM admin_audit ORDER BY id") }
  }
}
