import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

/// nginx has its limits from the forms, so that none takes less or more than its route.
@Suite struct LargeFormTests {
  @Test func whatTakesMoreThanNginxTakesAnywhereIsALargeForm() throws {
    let large = try TestSite().site.table.map(\.route).filter { $0.limit > LargeForm.threshold }
    #expect(Set(large.map(\.pattern)) == Set(Site.largeForms.map(\.pattern)))
    for form in Site.largeForms {
      #expect(
        large.contains { $0.pattern == form.pattern && $0.limit == form.limit && $0.access != .everyone })
    }
  }

  @Test func whoMayComeIsAskedAtTheSameGates() throws {
    let site = try TestSite()
    let david = try site.signUp("david")
    func ask(_ method: String, as person: Person?, origin: String) -> Int {
      site.ask(method, "/account/system/import", as: person, origin: origin)
    }
    let own = site.site.settings.baseURL
    #expect(ask("POST", as: david, origin: own) == 204)
    #expect(ask("POST", as: nil, origin: own) == 401)
    #expect(ask("POST", as: david, origin: "https://elsewhere.example") == 403)
    #expect(ask("GET", as: nil, origin: own) == 204)
  }
}

extension TestSite {
  /// As nginx does before it takes a file.
  fileprivate func ask(_ method: String, _ path: String, as person: Person?, origin: String) -> Int {
    let answer = send(method, path, as: person, headers: ["Origin": origin], server: ["MAY_COME": "1"])
    return answer.status.code
  }
}
