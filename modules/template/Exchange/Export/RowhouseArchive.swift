import GRDB
import Kit
import Pictures
import TemplateSystems
import Zip

/// Our own archive with pictures: a ZIP of `system.json`, which people can read, and a folder `pictures`.
enum RowhouseArchive {
  /// What could not go with it is in the answer.
  static func write(
    _ account: Int64, _ shelf: PictureShelf, now: Moment, _ db: Database,
    to write: @escaping ([UInt8]) throws -> Void
  ) throws -> Remarks {
    let pictures = try used(by: account, db)
    let names = Dictionary(pictures.map { ($0.mark, name($0)) }) { first, _ in first }
    var zip = ZipWriter(at: now, to: write)
    try zip.add(RowhouseFile.name) { put in
      try RowhouseExport.write(account, pictures: names, now: now, db) { try put(Array($0.utf8)) }
    }
    var remarks = Remarks()
    for picture in pictures {
      // A file that is gone must not keep the rest.
      if let bytes = try? shelf.read(picture) {
        try zip.add(name(picture), asItIs: bytes)
      } else {
        remarks.note(.dropped, "pictures that are not on the disk any more")
      }
    }
    try zip.finish()
    return remarks
  }

  private static func name(_ picture: StoredPicture) -> String {
    "pictures/\(picture.mark).\(picture.kind == .jpeg ? "jpg" : picture.kind.rawValue)"
  }

  private static func used(by account: Int64, _ db: Database) throws -> [StoredPicture] {
    let marks = try String.fetchSet(
      db,
      sql: """
        SELECT avatar FROM template_alter WHERE account_id = ?1 AND avatar <> ''
        UNION SELECT avatar FROM template_account WHERE account_id = ?1 AND avatar <> ''
        """, arguments: [account])
    return try StoredPicture.all(of: account, db).filter { marks.contains($0.mark) }
  }
}
