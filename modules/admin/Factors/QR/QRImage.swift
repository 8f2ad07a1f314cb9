import Templating

extension QRCode {
  /// The code as SVG with its light margin. It is black on white in every face: cameras want that.
  func svg(label: String) -> Html {
    let side = size + 8
    let rows = modules.enumerated().flatMap { y, row in
      Self.runs(row).map { run in
        "M\(run.lowerBound + 4) \(y + 4)h\(run.count)v1h-\(run.count)z"
      }
    }
    return Html(
      """
      <svg class="qr" viewBox="0 0 \(side) \(side)" width="\(side * 4)" height="\(side * 4)" role="img" \
      aria-label="\(label)"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path fill="#000" \
      shape-rendering="crispEdges" d="\(rows.joined())"/></svg>
      """)
  }

  /// Stretches of dark modules.
  private static func runs(_ row: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (x, isDark) in row.enumerated() where isDark {
      if let last = runs.last, last.upperBound == x {
        runs[runs.count - 1] = last.lowerBound..<x + 1
      } else {
        runs.append(x..<x + 1)
      }
    }
    return runs
  }
}
