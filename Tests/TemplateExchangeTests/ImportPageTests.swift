import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateExchange

@Suite struct ImportPageTests {
  private let bench: ImportBench
  private let page = "/account/system/import"
  private let file =
    #"{"version":2,"members":[{"id":"aaaaa","name":"Quill","privacy":{"visibility":"public"}}],"switches":[]}"#

  init() throws { bench = try ImportBench() }

  private func upload(_ text: String, name: String = "system.json", as person: Person? = nil) -> Answer {
    let body =
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: application/json\r\n\r\n\(text)\r\n--xx--\r\n"
    return bench.site.send(
      "POST", page, as: person ?? bench.rowan, headers: ["Origin": "http://localhost:8080"], body: body,
      contentType: "multipart/form-data; boundary=xx")
  }

  private func files() -> [String] {
    let folder = ImportFolder(bench.house).folder.path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private func names() throws -> [String] {
    try bench.texts("SELECT name FROM template_alter WHERE account_id IS NOT NULL")
  }

  @Test func `a file is read, shown, confirmed, imported and taken back`() throws {
    let answer = upload(file)
    #expect(answer.status == .seeOther && answer.location == "\(page)/1")
    #expect(bench.site.get("\(page)/1", as: bench.rowan).text.contains("is being read"))
    #expect(files().count == 1)
    try bench.work()
    let report = bench.site.get("\(page)/1", as: bench.rowan).text
    #expect(
      report.contains("What it would do") && report.contains("Keep everything private")
        && !report.contains("Quill"))
    #expect(try names().isEmpty)
    #expect(bench.site.post("\(page)/1", ["who": "private"], as: bench.rowan).location == "\(page)/1")
    try bench.work()
    #expect(try names() == ["Quill"])
    #expect(
      try bench.texts("SELECT visibility FROM template_alter WHERE account_id IS NOT NULL") == ["private"])
    #expect(files().isEmpty)
    #expect(bench.site.get("\(page)/1", as: bench.rowan).text.contains("Take it back"))
    _ = bench.site.post("\(page)/1/undo", as: bench.rowan)
    try bench.work()
    #expect(try names().isEmpty)
    #expect(bench.site.get("\(page)/1", as: bench.rowan).text.contains("was taken back"))
    let acts = try bench.texts(
      "SELECT act || ' ' || target FROM admin_audit WHERE act LIKE 'system.%' ORDER BY id")
    #expect(acts.isEmpty, "the log does not tell who keeps a system")
  }

  @Test func `as said, and only then, the public parts are public`() throws {
    _ = upload(file)
    try bench.work()
    _ = bench.site.post("\(page)/1", ["who": "as-said"], as: bench.rowan)
    try bench.work()
    #expect(
      try bench.texts("SELECT visibility FROM template_alter WHERE account_id IS NOT NULL") == ["public"])
  }

  @Test func `a file that is none gets its sentence, and lies nowhere`() throws {
    _ = upload("hello")
    try bench.work()
    #expect(
      bench.site.get("\(page)/1", as: bench.rowan).text.contains("An export is a file that ends in .json."))
    #expect(files().isEmpty)
    #expect(upload(file).location == "\(page)/2")
  }

  @Test func `two at once are refused, and stopping makes room`() throws {
    _ = upload(file)
    #expect(upload(file).status == .unprocessableContent)
    #expect(files().count == 1)
    #expect(throws: Fault.self) { try bench.bring(file) }
    try bench.work()
    #expect(upload(file).text.contains("Another import is not over yet"))
    _ = bench.site.post("\(page)/1/stop", as: bench.rowan)
    #expect(files().isEmpty)
    #expect(upload(file).status == .seeOther)
    let david = try bench.site.signUp("david")
    #expect(upload(file, as: david).status == .seeOther)
  }

  @Test func `no file, a broken form and a form without files are refused`() throws {
    #expect(upload("", name: "").status == .unprocessableContent)
    #expect(bench.site.post(page, ["file": "x"], as: bench.rowan).status == .unprocessableContent)
    let broken = bench.site.send(
      "POST", page, as: bench.rowan, headers: ["Origin": "http://localhost:8080"],
      body: "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}",
      contentType: "multipart/form-data; boundary=xx")
    #expect(broken.status == .badRequest)
    #expect(files().isEmpty)
    #expect(try bench.count("SELECT count(*) FROM template_import") == 0)
  }

  @Test func `nobody sees somebody else's import`() throws {
    _ = upload(file)
    try bench.work()
    let ada = try bench.site.admin()
    for path in ["\(page)/1", "\(page)/1/progress"] {
      #expect(bench.site.get(path, as: ada).status == .notFound)
    }
    for path in ["\(page)/1", "\(page)/1/stop", "\(page)/1/undo"] {
      #expect(bench.site.post(path, as: ada).status == .notFound)
    }
    #expect(!bench.site.get(page, as: ada).text.contains("\(page)/1"))
    #expect(bench.site.get(page).status == .seeOther)
  }

  @Test func `progress is told to the script`() throws {
    _ = upload(file)
    ImportFolder(bench.house).setProgress(1, 3, of: 10)
    #expect(
      bench.site.get("\(page)/1/progress", as: bench.rowan).text
        == #"{"state":"reading","done":3,"total":10}"#)
    #expect(bench.site.get("\(page)/1", as: bench.rowan).text.contains("value=\"3\" max=\"10\""))
    try bench.work()
    #expect(bench.site.get("\(page)/1/progress", as: bench.rowan).text == #"{"state":"ready"}"#)
  }

  @Test func `a file that waits for a day is removed`() throws {
    _ = upload(file)
    try bench.work()
    for job in bench.template.jobs where job.name == "template.old-imports" { try job.run("", .now + 90_000) }
    #expect(files().isEmpty)
    #expect(bench.site.get("\(page)/1", as: bench.rowan).text.contains("waited for a day"))
  }

  @Test func `both exports are downloads for oneself alone`() throws {
    try bench.bring(file)
    #expect(bench.site.get("/account/system/export", as: bench.rowan).status == .ok)
    for (format, word) in [("pluralkit", "\"switches\":["), ("rowhouse", "\"rowhouse_system\":1")] {
      let answer = bench.site.post("/account/system/export", ["format": format], as: bench.rowan)
      #expect(answer.text.contains(word) && answer.text.contains("Quill"))
      #expect(answer.response.header(.contentDisposition)?.hasPrefix("attachment") == true)
      #expect(answer.response.header(.cacheControl) == "private, no-store")
    }
    #expect(
      bench.site.post("/account/system/export", ["format": "csv"], as: bench.rowan).status == .badRequest)
    #expect(
      !bench.site.post("/account/system/export", ["format": "rowhouse"], as: try bench.site.admin()).text
        .contains("Quill"))
  }
}
