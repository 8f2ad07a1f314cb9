/// How well the colours of one scheme can be told apart, pair by pair, and what would mend those that fail.
struct ContrastReport {
  struct Measure {
    let pair: Contrast
    let ratio: Double
    /// Measured as it is, not as it is rounded for reading.
    var passes: Bool { ratio >= pair.least }
  }

  let colors: Colors
  let measures: [Measure]

  init(_ colors: Colors) {
    self.colors = colors
    measures = Contrast.pairs.compactMap { pair in
      guard let front = colors[pair.front], let back = colors[pair.back] else { return nil }
      return Measure(pair: pair, ratio: Contrast.ratio(front, back))
    }
  }

  var passes: Bool { measures.allSatisfy(\.passes) }

  /// The token to change for a pair that fails, and the colour nearest in lightness that passes: in all pairs
  /// that the token is part of, else in this one at least.
  func remedy(for pair: Contrast) -> (token: String, color: Color)? {
    let back = pair.back == "accent-hover" ? "accent" : pair.back
    let everywhere = { (token: String) in Contrast.pairs.filter { $0.front == token || $0.back == token } }
    return candidate(pair.front, everywhere(pair.front)) ?? candidate(pair.front, [pair])
      ?? candidate(back, everywhere(back)) ?? candidate(back, [pair])
  }

  private func candidate(_ token: String, _ pairs: [Contrast]) -> (String, Color)? {
    guard let color = colors[token] else { return nil }
    let found = color.nearest { moved in
      var changed = colors
      changed[token] = moved
      if token == "accent" || token == "on-accent" { changed = DerivedColor.adding(to: changed) }
      return pairs.allSatisfy { pair in
        guard let front = changed[pair.front], let back = changed[pair.back] else { return true }
        return Contrast.ratio(front, back) >= pair.least
      }
    }
    return found.map { (token, $0) }
  }

  /// The colours with everything mended that can be, a remedy at a time.
  func mended() -> Colors {
    var report = self
    for _ in 0..<Contrast.pairs.count {
      guard let fault = report.measures.first(where: { !$0.passes }),
        let (token, color) = report.remedy(for: fault.pair)
      else { break }
      var colors = report.colors
      colors[token] = color
      report = ContrastReport(DerivedColor.adding(to: colors))
    }
    return report.colors
  }
}
