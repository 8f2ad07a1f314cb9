/// Why a file is not taken as a picture.
package enum PictureProblem: Error, Equatable {
  /// It is something else, by name where that is known.
  case other(String?)
  case damaged(Picture.Kind)
  case large(Int, Int)
  case heavy
  case moving
  /// A PNG as Apple's own programs keep theirs, which nothing else draws.
  case apples

  /// For the person who chose it. `name` is what the file is called.
  package func sentence(name: String) -> String {
    switch self {
    case .other(let kind): Self.other(kind, claim: Self.claim(name))
    case .damaged(let kind): "This \(kind.title) file is damaged or ends too early."
    case .large(let width, let height):
      "This picture is \(width) by \(height) pixels; \(Picture.largest) on each side are the most."
    case .heavy: "This file is larger than 1 MB, which is the most."
    case .apples:
      "This PNG is in a form that only Apple's own programs read. Open it there, and save or share it as JPEG or as "
        + "another PNG."
    case .moving: "This picture moves. Please choose one that stands still."
    }
  }

  private static func other(_ kind: String?, claim: String?) -> String {
    let says = [claim.map { "it says \($0)" }, kind.map { "it is \($0)" }].compactMap(\.self)
    let why = says.isEmpty ? "" : " (\(says.joined(separator: ", ")))"
    return "This file is not a picture we can read\(why). PNG, JPEG and WebP are understood here."
  }

  private static func claim(_ name: String) -> String? {
    switch name.split(separator: ".").last?.lowercased() {
    case "png": "PNG"
    case "jpg", "jpeg": "JPEG"
    case "webp": "WebP"
    default: nil
    }
  }
}
