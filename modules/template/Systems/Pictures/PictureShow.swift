import GRDB
import HTTPTypes
import Kit
import Pictures

extension Systems {
  /// GET /pictures/:mark: for those who see it somewhere; nginx sends the file. The address stands for its
  /// content, so a browser may keep it, and nobody may in between.
  func pictureShow(_ request: Request) throws -> Response {
    let mark = request.parameters["mark"] ?? ""
    let picture = try house.read { db -> StoredPicture? in
      guard let picture = try StoredPicture.find(mark, db) else { return nil }
      let onlooker = try onlooker(of: request, at: picture.account, db)
      return try picture.isSeen(by: onlooker, db) ? picture : nil
    }
    guard let picture else { throw Fault.notFound }
    return Response(
      .ok,
      headers: [
        (.contentType, picture.kind.mediaType), (.accelRedirect, "/protected/pictures/\(picture.file)"),
        (.cacheControl, "private, max-age=31536000, immutable"),
      ])
  }
}
