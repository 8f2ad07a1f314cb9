import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Synchronization
import Template
import Testing

@testable import TemplateFaces

/// A worker may write nothing of the faces: it asks, and background work checks everything again.
@Suite struct FaceJobTests {
  private let site: TestSite
  private let jobs: Site
  private let ada: Person

  init() throws {
    site = try TestSite(writesGuarded: false)
    jobs = try Site(site.site.settings)
    ada = try site.admin()
    _ = site.get("/")
    _ = site.post("/account/front/showing", ["show": "front", "back": "/"], as: ada)
  }

  private var shelf: FaceShelf { FaceShelf("seles", site.site.template.faces.stage.roots) }

  private func design(css: String = ".card { border-radius: 3px }") throws -> FaceDesign {
    var design = FaceDesign(try #require(jobs.template.faces.stage.snapshot.sheets["seles"]))
    design.css = css
    return design
  }

  private func publish() throws -> Answer {
    site.post("/admin/faces/seles/publish", ["draft": try shelf.draft()?.hash ?? ""], as: ada)
  }

  /// What `rowhouse-jobs` does when it looks; false if there is nothing to do.
  @discardableResult
  private func turn() throws -> Bool { try Self.turn(jobs) }

  private static func turn(_ jobs: Site) throws -> Bool {
    let queue = JobQueue(app: jobs.app)
    guard let waiting = try queue.take([Faces.faceJob], now: .now) else { return false }
    try jobs.template.faces.carryOut(waiting.payload, now: .now)
    try queue.finish(waiting)
    return true
  }

  private final class Shift: Sendable { let isOver = Atomic(false) }

  private func whileJobsWork<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    let (jobs, shift) = (jobs, Shift())
    Thread {
      while !shift.isOver.load(ordering: .acquiring) {
        if (try? Self.turn(jobs)) != true { usleep(5_000) }
      }
    }.start()
    defer { shift.isOver.store(true, ordering: .releasing) }
    return try work()
  }

  /// Everything that workers can't write, with what stands in it.
  private var guarded: [String: Data] {
    get throws {
      let settings = site.site.settings
      let folders = [settings.data.appending(path: "guarded"), settings.site, settings.published]
      var found: [String: Data] = [:]
      for folder in folders {
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
          let file = folder.appending(path: name).path
          found[file] = FileManager.default.contents(atPath: file) ?? Data()
        }
      }
      return found
    }
  }

  private var acts: [String] {
    get throws {
      try jobs.app.read {
        try String.fetchAll($0, sql: "SELECT act FROM admin_audit WHERE act LIKE 'face.%' ORDER BY id")
      }
    }
  }

  @Test func aFaceIsPublishedAndTakenBackWhileWhoeverAskedWaits() throws {
    let shipped = site.get("/").text
    try shelf.keep(design())
    #expect(try whileJobsWork { try publish().status } == .seeOther)
    #expect(shelf.published == 1)
    #expect(try shelf.draft() == nil)
    let published = site.get("/").text
    #expect(published != shipped)
    let address = try #require(published.matches(of: /\/static\/published\/[0-9a-f]+\.css/).last)
    let laid = site.site.settings.data.appending(path: "public/\(address.0.split(separator: "/").last ?? "")")
    #expect(FileManager.default.fileExists(atPath: laid.path), "nginx has the sheet")
    #expect(
      whileJobsWork { site.post("/admin/faces/seles/wear", ["version": "shipped"], as: ada).status }
        == .seeOther)
    #expect(site.get("/").text == shipped)
    #expect(
      try acts == ["face.publish", "face.wear"].flatMap { ["\($0).intent", "\($0).done"] })
    let actors = try jobs.app.read {
      try Int64.fetchSet($0, sql: "SELECT actor FROM admin_audit WHERE act LIKE 'face.%'")
    }
    #expect(actors == [ada.id])
    let left = try jobs.app.read { try Row.fetchAll($0, sql: "SELECT * FROM template_face_request") }
    #expect(left.isEmpty)
  }

  @Test func aWorkerWritesNothingThere() throws {
    let before = try guarded
    try shelf.keep(design())
    for path in ["/", "/forums/", "/admin/faces", "/admin/faces/seles", "/admin/faces/seles/preview"] {
      #expect(site.get(path, as: ada).status == .ok, "\(path)")
    }
    _ = site.post(
      "/admin/faces/seles/template", ["path": "outlets/home-below", "text": "<p>Tea</p>"], as: ada)
    _ = site.post("/admin/faces/dexen/begin", ["from": "seles"], as: ada)
    _ = site.post("/face", ["face": "contrast"], as: ada)
    _ = site.get("/", as: ada)
    site.site.template.faces.stage.keep()
    site.site.keepFaces()
    #expect(try guarded == before)
  }

  @Test func whereItTakesLongThePageSaysSoAndNothingIsLost() throws {
    try shelf.keep(design())
    let answer = try publish()
    #expect(answer.status == .seeOther)
    #expect(answer.cookie("flash")?.contains("longer") == true)
    #expect(try shelf.draft() == design())
    #expect(shelf.published == nil)
    #expect(site.get("/admin/faces/seles", as: ada).text.contains("is not done yet"))
    let other = site.post("/admin/faces/seles/wear", ["version": "shipped"], as: ada)
    #expect(other.status == .seeOther, "it is worn already")
    #expect(try turn())
    #expect(shelf.published == 1)
    #expect(!site.get("/admin/faces/seles", as: ada).text.contains("is not done yet"))
  }

  @Test func whatWasAskedTwiceIsDoneOnce() throws {
    let wish = FaceRequest.Wish.publish(design: try design().text)
    try ask(wish)
    #expect(try !ask(wish))
    #expect(throws: Fault.self) { try ask(.publish(design: design(css: "").text)) }
    #expect(try turn())
    // Cut short after the rename, before the answer: the queue gives it out again.
    try ask(wish)
    try jobs.template.faces.carryOut("seles", now: .now)
    #expect(shelf.versions == [1])
  }

  /// As whoever has taken a worker over writes it.
  @discardableResult
  private func ask(
    _ wish: FaceRequest.Wish, of face: String = "seles", by account: Int64? = nil, acting: Int64? = nil
  ) throws -> Bool {
    let asked = FaceRequest(
      face: face, wish: wish, actor: account ?? ada.id, actingAs: acting, address: "", requestId: "r",
      askedAt: .now)
    return try jobs.app.write { db in
      let isNew = try asked.insert(db)
      if isNew { try JobQueue.enqueue(Faces.faceJob, face, now: .now, db) }
      return isNew
    }
  }

  private func isRefused(_ face: String = "seles") throws -> Bool {
    let before = try guarded
    #expect(try turn())
    let answer = try jobs.app.read { try FaceRequest.answer(face, $0) }
    guard case .refused(let sentence) = answer else { return false }
    #expect(!sentence.isEmpty)
    #expect(try guarded == before)
    #expect(try !acts.contains { $0.hasSuffix(".done") })
    return true
  }

  @Test func whoMayNotIsRefused() throws {
    let (david, eve) = (try site.signUp("david"), try site.admin("eve"))
    try jobs.app.write {
      try $0.execute(
        sql: """
          INSERT INTO admin_sanction(user_id, kind, reason, author_id, at) VALUES(?, 'suspended', 'x', ?, 0)
          """, arguments: [eve.id, ada.id])
    }
    for (account, acting) in [
      (david.id, nil), (eve.id, nil), (999, nil), (ada.id, david.id), (eve.id, ada.id),
    ] {
      try ask(.publish(design: design().text), by: account, acting: acting)
      #expect(try isRefused(), "\(account) \(String(describing: acting))")
    }
  }

  @Test(arguments: [
    "form { display: none }", ".card { background: url(https://evil.example/x.png) }", "} body { color: red",
    "@import 'x.css';",
  ])
  func rulesThatHideOrLoadAreRefused(css: String) throws {
    var text = try design().text
    text = text.replacing(try design().css.json, with: css.json)
    try ask(.publish(design: text))
    #expect(try isRefused())
  }

  @Test func templatesThatActOrLoseWhatPeopleNeedAreRefused() throws {
    for (path, words) in [
      ("outlets/home-below", "<script src=\"/x.js\"></script>"), ("outlets/home-below", "{{{site.name}}}"),
      ("admin/sign-in", "<p>Your password, please</p>"), ("layout", "<p>Nothing else</p>"), ("../x", "x"),
      ("outlets/home-below", "{{#a}}"),
    ] {
      var evil = try design()
      evil.templates = [path: words]
      try ask(.publish(design: evil.text))
      #expect(try isRefused(), "\(path)")
    }
  }

  @Test func coloursThatNobodyCanReadAreRefused() throws {
    let ink = try #require(try design().palette.light["ink"])
    try ask(.publish(design: design().text.replacing("\"ink\": \"\(ink)\"", with: "\"ink\": \"#ffffff\"")))
    #expect(try isRefused())
  }

  @Test(arguments: ["neutral", "nobody", "../../guarded", "", "seles/../dexen", "x\u{0}"])
  func whatIsNoFaceIsRefused(face: String) throws {
    try ask(.publish(design: design().text), of: face)
    #expect(try isRefused(face))
  }

  @Test func whatIsNoVersionOrNoDesignIsRefused() throws {
    for wish in [
      FaceRequest.Wish.wear(7), .wear(-1), .publish(design: ""), .publish(design: "{}"),
      .publish(design: String(repeating: " ", count: 1_000_000)),
    ] {
      try ask(wish)
      #expect(try isRefused())
    }
    #expect(site.get("/admin/faces/seles", as: ada).text.contains("could not be done"))
  }

  @Test func aSheetThatIsNotBeforeNginxYetIsSentByAWorker() throws {
    let page = site.get("/").text
    for name in try FileManager.default.contentsOfDirectory(atPath: site.site.settings.published.path) {
      try FileManager.default.removeItem(at: site.site.settings.published.appending(path: name))
    }
    let addresses = page.matches(of: /\/static\/published\/[0-9a-f]+\.css/).map { String($0.0) }
    #expect(addresses.count >= 1)
    for address in addresses {
      let answer = site.get(address)
      #expect(answer.status == .ok)
      #expect(answer.text.contains("{"))
      #expect(answer.response.header(.cacheControl) == "public, max-age=31536000, immutable")
    }
    #expect(site.get("/static/published/\(String(repeating: "0", count: 32)).css").status == .notFound)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.site.settings.published.path).isEmpty)
  }

  @Test func everySheetLiesBeforeNginxWhenBackgroundWorkHasBegun() throws {
    jobs.keepFaces()
    let laid = try FileManager.default.contentsOfDirectory(atPath: jobs.settings.published.path)
    #expect(laid.count == jobs.template.faces.stage.snapshot.stylesheets.count + 1, "and the site's own")
    #expect(jobs.template.faces.stage.store.current == site.site.template.faces.stage.snapshot.generation)
    #expect(site.site.template.faces.stage.unkept == nil)
  }
}
