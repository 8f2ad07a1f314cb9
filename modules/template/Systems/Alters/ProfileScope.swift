import Foundation
import GRDB
import Kit

/// What an account has that its alters may be given.
struct ProfileScope {
  struct Face {
    let slug: String
    let title: String
  }

  let groups: [AlterGroup]
  let fields: [CustomField]
  /// What the fields hold for this alter already.
  let values: [Int64: String]
  let faces: [Face]
  let lists: [PeopleList]

  init(_ account: Int64, alter: Int64?, faces: [Face], _ db: Database) throws {
    groups = try AlterGroup.all(of: account, db)
    fields = try CustomField.all(of: account, db)
    values = try alter.map { try CustomField.values(of: $0, db) } ?? [:]
    lists = try PeopleList.list(of: account, db)
    self.faces = faces
  }
}

extension TemplateModule {
  /// The faces that everybody may wear: those that ship. What the operator made bears the names of alters,
  /// which are nobody's business.
  var shippedFaces: [ProfileScope.Face] {
    let folder = house.settings.home.appending(path: "modules/template/static/css/alters")
    let sheets = stage.snapshot.sheets
    // Without the folder there is no face to choose.
    let slugs = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return slugs.sorted().compactMap { slug in
      sheets[slug].map { ProfileScope.Face(slug: slug, title: $0.palette.name) }
    }
  }
}
