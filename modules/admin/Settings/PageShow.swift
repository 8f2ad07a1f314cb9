import Kit
import Templating

extension AdminModule {
  /// GET /rules, /privacy, /contact: as admins wrote it in the settings, or nothing.
  func pageShow(_ setting: SiteSetting) -> Handler {
    { request in
      let text = try house.read { db in try setting.value(db) }
      guard !text.isEmpty else { throw Fault.notFound }
      return try house.page(
        "admin/page", ["title": setting.title, "text": house.cooked(text)], request)
    }
  }
}
