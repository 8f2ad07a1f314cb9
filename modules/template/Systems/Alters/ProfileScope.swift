import Foundation
import GRDB
import Kit

/// What an account has that its alters may be given.
struct ProfileScope {
  let groups: [AlterGroup]
  let fields: [CustomField]
  /// What the fields hold for this alter already.
  let values: [Int64: String]
  let faces: [ShippedFace]
  let lists: [PeopleList]

  init(_ account: Int64, alter: Int64?, faces: [ShippedFace], _ db: Database) throws {
    groups = try AlterGroup.all(of: account, db)
    fields = try CustomField.all(of: account, db)
    values = try alter.map { try CustomField.values(of: $0, db) } ?? [:]
    lists = try PeopleList.list(of: account, db)
    self.faces = faces
  }
}
