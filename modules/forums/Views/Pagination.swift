import Templating

/// Page numbers around the current one, with gaps; nothing where one page is all.
struct Pagination: Renderable {
  let current: Int
  let last: Int
  /// Where page `number` is.
  let address: (Int) -> String
  /// Where it goes on after the last numbered page.
  var beyond: String?

  var value: Value {
    guard last > 1 || beyond != nil else { return .null }
    return [
      "pages": numbers.map(page), "previous": current > 1 ? address(current - 1) : nil,
      "next": current < last ? address(current + 1) : beyond, "total": last,
    ]
  }

  /// nil is a gap.
  private var numbers: [Int?] {
    let near = (1...max(last, 1)).clamped(to: max(1, current - 2)...max(1, current + 2))
    let shown = Set([1, last]).union(near).sorted()
    return zip([0] + shown, shown).flatMap { before, number in
      before + 1 < number ? [nil, number] : [number]
    }
  }

  private func page(_ number: Int?) -> Value {
    guard let number else {
      return ["gap": true, "number": Value.null, "href": Value.null, "current": false]
    }
    return ["number": number, "href": address(number), "current": number == current, "gap": false]
  }
}
