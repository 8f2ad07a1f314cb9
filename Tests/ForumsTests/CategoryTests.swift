import Foundation
import GRDB
import HTTPTypes
import KitTesting
import Testing

struct CategoryTests {
  let street: Street
  var site: TestSite { street.site }

  init() throws { street = try Street() }

  @Test func aCategoryIsMadeRenamedAndOrdered() throws {
    _ = site.post("/forums/manage", ["name": "Garden"], as: street.ada)
    #expect(site.post("/forums/category/2/move", ["to": "up"], as: street.ada).status == .seeOther)
    #expect(
      site.post("/forums/category/1/edit", ["name": "Cellar", "description": ""], as: street.ada).status
        == .seeOther)

    let page = site.get("/forums/").text
    let garden = try #require(page.range(of: "Garden"))
    let cellar = try #require(page.range(of: "Cellar"))
    #expect(garden.lowerBound < cellar.lowerBound)
    #expect(!page.contains("Kitchen"))
    _ = site.post("/forums/category/2/move", ["to": "up"], as: street.ada)
    #expect(
      try street.acts("category:").suffix(3) == [
        "category.create category:2 - > Garden", "category.move category:2 place 2 > place 1",
        "category.rename category:1 Kitchen\nWhat's cooking > Cellar",
      ])
  }

  @Test func aCategoryNeedsAName() {
    let answer = site.post("/forums/manage", ["name": "  ", "description": "kept words"], as: street.ada)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("kept words"))
    #expect(answer.text.contains("A category needs a name."))
  }

  @Test func aNameTurnsNothingAroundIt() {
    let answer = site.post("/forums/manage", ["name": "Ki\u{202E}tchen", "description": ""], as: street.ada)
    #expect(answer.status == .unprocessableContent)
    #expect(
      answer.text.contains("A name can’t have U+202E (right-to-left override), which stands after “Ki”"))
    _ = site.post("/forums/manage", ["name": "מטבח\u{200F}", "description": "\u{200E}מה"], as: street.ada)
    #expect(site.get("/forums/").text.contains("dir=\"auto\">מטבח</a>"))
    let nothing = site.post("/forums/manage", ["name": "\u{3164}", "description": ""], as: street.ada)
    #expect(nothing.text.contains("A category needs a name."))
  }

  @Test func onlyAdminsManage() throws {
    let david = try site.signUp("david")
    #expect(site.get("/forums/manage", as: david).status == .forbidden)
    #expect(site.post("/forums/manage", ["name": "Mine"], as: david).status == .forbidden)
    #expect(site.post("/forums/category/1/move", ["to": "up"], as: david).status == .forbidden)
  }

  @Test func anEmptyForumInvites() throws {
    let empty = try TestSite()
    #expect(empty.get("/forums/").text.contains("Nothing stands here yet."))
    #expect(site.get("/forums/category/1").text.contains("No threads yet."))
  }

  @Test(arguments: [
    "/forums/category/99", "/forums/category/x", "/forums/category/0", "/forums/category/1?page=0",
    "/forums/category/1?page=2", "/forums/category/1?page=zwei", "/forums/category/1?before=x",
    "/forums/category/99999999999999999999",
  ])
  func whatIsNotThereIsNotFound(path: String) {
    #expect(site.get(path).status == .notFound)
  }

  @Test func listsHavePages() throws {
    for number in 1...31 { _ = street.thread("Loaf \(number)", by: street.ada) }
    let first = site.get("/forums/category/1").text
    let second = site.get("/forums/category/1?page=2").text
    #expect(first.contains(">Loaf 31<") && first.contains(">Loaf 2<") && !first.contains(">Loaf 1<"))
    #expect(second.contains(">Loaf 1<") && !second.contains(">Loaf 2<"))
    #expect(first.contains("/forums/category/1?page=2"))
  }

  @Test func whatIsPinnedIsNotCountedBelow() throws {
    let pinned = street.thread("On top", by: street.ada)
    for number in 1...30 { _ = street.thread("Loaf \(number)", by: street.ada) }
    _ = site.post("\(pinned)/moderate", ["act": "pin"], as: street.ada)
    let page = site.get("/forums/category/1").text
    #expect(page.contains(">Loaf 30<") && page.contains(">Loaf 1<") && !page.contains("page=2"))
    #expect(site.get("/forums/category/1?page=2").status == .notFound)
    _ = street.thread("Loaf 31", by: street.ada)
    #expect(site.get("/forums/category/1").text.contains("page=2"))
    #expect(site.get("/forums/category/1?page=2").text.contains(">Loaf 1<"))
  }

  @Test func whatIsPinnedBesideTwentyOthersStandsInTheList() throws {
    let threads = (1...22).map { street.thread("Loaf \($0)", by: street.ada) }
    for thread in threads.dropLast() { _ = site.post("\(thread)/moderate", ["act": "pin"], as: street.ada) }
    let page = site.get("/forums/category/1")
    for number in 1...22 { #expect(page.count(of: ">Loaf \(number)<") == 1, "\(number)") }
    let others = try #require(page.text.components(separatedBy: "<ol class=\"threads\">").last)
    #expect(others.contains(">Loaf 22<") && others.contains(">Loaf 1<") && !others.contains(">Loaf 2<"))
  }

  @Test func pinnedThreadsStandOnTopOnce() throws {
    let old = street.thread("Old but gold", by: street.ada)
    _ = street.thread("Fresh", by: street.ada)
    _ = site.post("\(old)/moderate", ["act": "pin"], as: street.ada)
    let page = site.get("/forums/category/1")
    #expect(page.count(of: ">Old but gold<") == 1)
    let pinned = try #require(page.text.range(of: "Old but gold"))
    let fresh = try #require(page.text.range(of: "Fresh"))
    #expect(pinned.lowerBound < fresh.lowerBound)
  }
}
