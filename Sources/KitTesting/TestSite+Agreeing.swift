import Foundation
import Kit

extension TestSite {
  /// Sends a form, and agrees on the page that says who will see what, if it comes.
  public func postAgreeing(
    _ target: String, _ fields: [String: String] = [:], as person: Person? = nil
  ) -> Answer {
    let answer = post(target, fields, as: person)
    guard answer.text.contains("<h1>Who will see this</h1>"),
      let form = answer.text.firstMatch(of: /<form class="stack" method="post" action="([^"]*)">/)
    else { return answer }
    let body = answer.text.matches(
      of: /<input type="hidden" name="([^"]*)" value="([^"]*)"(?: autocomplete="off")?>/
    )
    .filter { $0.range.lowerBound > form.range.upperBound }
    .map { "\(Percent.encode(String($0.1)))=\(Percent.encode(Self.unescaped(String($0.2))))" }
    return send(
      "POST", String(form.1), as: person, headers: ["Origin": "http://localhost:8080"],
      body: body.joined(separator: "&"))
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
