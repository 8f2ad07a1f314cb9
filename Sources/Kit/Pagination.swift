import Templating

/// Page numbers around the current one, with gaps; nothing where one page is all.
public struct Pagination: Renderable {
  let current: Int
  let last: Int
  let address: (Int) -> String
  let beyond: String?

  /// `beyond` is where it goes on after the last numbered page, `address` where page `number` is.
  public init(current: Int, last: Int, address: @escaping (_ number: Int) -> String, beyond: String? = nil) {
    (self.current, self.last, self.beyond, self.address) = (current, last, beyond, address)
  }

  public var value: Value {
    guard last > 1 || beyond != nil else { return .null }
    return [
      "pages": numbers.map(page), "previous": current > 1 ? address(current - 1) : nil,
      "next": current < last ? address(current + 1) : beyond, "total": last,
    ]
  }

  /// The first, the last, and those around the current one; nil is a gap.
  private var numbers: [Int?] {
    let near = max(1, current - 2)...max(1, min(last, current + 2))
    var numbers: [Int?] = near.lowerBound > 1 ? [1] : []
    if near.lowerBound > 2 { numbers.append(nil) }
    numbers += near.map(Optional.some)
    if near.upperBound < last - 1 { numbers.append(nil) }
    if near.upperBound < last { numbers.append(last) }
    return numbers
  }

  private static let shape = Shape("number", "href", "current", "gap")

  private func page(_ number: Int?) -> Value {
    var record = RecordBuilder(Self.shape)
    record.append("number", number)
    record.append("href", number.map(address))
    record.append("current", number == current)
    record.append("gap", number == nil)
    return record.value()
  }
}
