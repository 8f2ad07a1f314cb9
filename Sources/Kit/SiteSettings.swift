import GRDB
import Templating

/// What has been decided for the site, read with `House.site` so that a change holds at the next request.
public struct SiteSettings: Sendable {
  private let values: [String: String]
  /// What templates know as `site`; made once, as every page shows it.
  public let view: Value

  /// Of a page only whether it has text: the texts are long, and few requests want one. Where all is as in
  /// `known`, this is that.
  public init(_ db: Database, known: SiteSettings? = nil) throws {
    let rows = try db.cachedStatement(
      sql: """
        SELECT name, iif(name GLOB 'page.*', iif(value = '', '', 'text'), value) FROM setting LIMIT 1000
        """
    ).all { ($0[0], $0[1]) as (String, String) }
    let values = Dictionary(rows) { first, _ in first }
    self = if let known, known.values == values { known } else { SiteSettings(values) }
  }

  private init(_ values: [String: String]) {
    self.values = values
    view = Self.view(values)
  }

  public subscript(setting: SiteSetting) -> String { values[setting.name] ?? setting.standard }

  /// Of a setting that is a number.
  public func number(_ setting: SiteSetting) -> Int { setting.number(values[setting.name]) }

  private static func view(_ values: [String: String]) -> Value {
    func text(_ setting: SiteSetting) -> String { values[setting.name] ?? setting.standard }
    let pages = SiteSetting.pages.filter { !text($0).isEmpty }
    let noun = Noun(of: text(.siteNounKind), one: text(.siteNoun), many: text(.siteNouns))
    let links = pages.map { ["title": $0.title, "href": "/\($0.name.dropFirst("page.".count))"] as Value }
    return .record(
      Record([("name", text(.siteName)), ("about", text(.siteAbout)), ("pages", links)] + noun.view))
  }
}
