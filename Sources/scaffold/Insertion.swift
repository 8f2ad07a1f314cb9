import Foundation

/// What a new house adds to a file that lists all of them.
struct Insertion {
  let path: String
  let text: String
  /// It stands before the last of these, or after it.
  let anchor: String
  var isAfter = false

  func added(to whole: String) throws -> String {
    guard !whole.contains(text), let place = whole.range(of: anchor, options: .backwards) else {
      throw Refusal("\(path) lists its houses in a way I don't know")
    }
    var whole = whole
    whole.insert(contentsOf: text, at: isAfter ? place.upperBound : place.lowerBound)
    return whole
  }

  func removed(from whole: String) -> String { whole.replacing(text, with: "") }
}
