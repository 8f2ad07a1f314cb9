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
