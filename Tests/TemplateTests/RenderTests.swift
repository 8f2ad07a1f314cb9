import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Template

@Suite struct RenderTests {
  @Test func theHomePageHasTheShell() throws {
    let site = try TestSite()
    let page = site.get("/")
    #expect(page.status == .ok)
    #expect(page.text.contains("<main id=\"main\""))
    #expect(page.reports == [])
  }

  @Test func aPageThatIsNotThereHasTheShellToo() throws {
    let site = try TestSite()
    let page = site.get("/nothing")
    #expect(page.status == .notFound)
    #expect(page.text.contains("Nothing here"))
  }
}
