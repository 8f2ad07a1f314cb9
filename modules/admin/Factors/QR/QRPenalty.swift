extension QRCode {
  /// How hard it is to read, by the standard's four rules; less is better.
  var penalty: Int {
    let columns = (0..<size).map { x in modules.map { $0[x] } }
    let lines = modules + columns
    return lines.map { Self.runs($0) + Self.lookalikes($0) }.reduce(0, +) + squares + imbalance
  }

  /// Five or more in a row of one colour.
  private static func runs(_ line: [Bool]) -> Int {
    var (penalty, length) = (0, 0)
    for (place, isDark) in line.enumerated() {
      length = place > 0 && line[place - 1] == isDark ? length + 1 : 1
      if length == 5 { penalty += 3 } else if length > 5 { penalty += 1 }
    }
    return penalty
  }

  /// What looks like a part of the large squares.
  private static func lookalikes(_ line: [Bool]) -> Int {
    let finder = [true, false, true, true, true, false, true]
    let light = [false, false, false, false]
    return (0...line.count - 11).count { start in
      let part = Array(line[start..<start + 11])
      return part == finder + light || part == light + finder
    } * 40
  }

  private var squares: Int {
    var penalty = 0
    for y in 1..<size {
      for x in 1..<size {
        let isDark = modules[y][x]
        if modules[y][x - 1] == isDark, modules[y - 1][x] == isDark, modules[y - 1][x - 1] == isDark {
          penalty += 3
        }
      }
    }
    return penalty
  }

  /// Ten for each twentieth away from half dark.
  private var imbalance: Int {
    let dark = modules.joined().count { $0 }
    return abs(dark * 20 - size * size * 10) / (size * size) * 10
  }
}
