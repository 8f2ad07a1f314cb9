import GRDB
import Kit
import TemplateExchange
import TemplateFaces
import TemplateSystems

/// What the house keeps of an account. The site's own system belongs to the site, and stays.
extension TemplateModule {
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try systems.files(of: account) + faces.files(of: account)
  }

  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    try house.write { db in
      let unseen = try exchange.forget(account, db)
      try systems.forget(account, alsoOf: unseen, db)
      try faces.forget(account, db)
    }
    try systems.pictures.forget(account)
  }
}
