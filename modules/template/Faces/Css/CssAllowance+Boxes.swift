// MARK: - Where things stand, and how large they are

extension CssAllowance {
  /// Whether what depends on more than its own value may stand; nil where the list says it all.
  var special: Bool? {
    switch declaration.property {
    case "position": mayStand
    case "z-index": all { part, _ in part == .word("auto") || part == .number(Double(Self.above)) }
    case "inset", "inset-block", "inset-inline", "inset-block-start", "inset-block-end", "inset-inline-start",
      "inset-inline-end", "top", "right", "bottom", "left":
      selector.reach == .ornament ? false : isNear
    case "width", "max-width", "inline-size", "max-inline-size": isWide
    case "height", "block-size": isTall
    case "min-height", "min-block-size": isAtLeast
    case "flex", "flex-basis": keepsRoom
    case "grid", "grid-template", "grid-template-columns", "grid-template-rows", "grid-auto-rows",
      "grid-auto-columns", "grid-template-areas":
      hasTracks
    case "color", "-webkit-text-fill-color", "font", "font-size", "font-size-adjust", "line-height":
      declaration.isLegible(on: block)
    case "background", "background-color", "background-image": declaration.isGround(under: block)
    case "outline", "outline-width", "outline-style", "outline-color": isRing
    default: nil
    }
  }

  /// What sticks makes a layer of its own, which has to lie above whatever a face draws.
  private var mayStand: Bool {
    all { part, _ in
      switch part {
      case .word("static"), .word("relative"): true
      case .word("sticky"): selector.reach != .holder || block.isAboveAll
      case .word("absolute"): selector.reach == .holder
      default: false
      }
    }
  }

  /// A menu opens below or above the word that opens it; what else is placed stays near the edge.
  private var isNear: Bool {
    if selector.isMenuSheet { return opensBesideItsWord }
    let isPlaced = block.isAbsolute && selector.reach == .holder
    let most = isPlaced || Self.beginnings.contains(declaration.property) ? 64.0 : 8
    return all { part, width in
      switch part {
      case .word(let word): word == "auto"
      case .number(let number), .length(let number):
        (-8...max(most, isPlaced ? width / 4 : 0)).contains(number)
      default: false
      }
    }
  }

  /// What is moved away from these stays on the page; away from the others it may leave it.
  private static let beginnings: Set<String> = ["top", "left", "inset-block-start", "inset-inline-start"]

  private var opensBesideItsWord: Bool {
    let isLevel =
      ["right", "left"].contains(declaration.property) || declaration.property.hasPrefix("inset-inline")
    let places = declaration.property == "inset" ? [0, 2] : isLevel ? [] : [0, 1]
    return CssPart.Window.widths.allSatisfy { width in
      parts(width: width).enumerated().allSatisfy { place, part in
        switch part {
        case .word(let word): word == "auto"
        case .number(let number), .length(let number):
          (-8...64).contains(number) || places.contains(place) && (width...(width + 64)).contains(number)
        default: false
        }
      }
    }
  }

  private static let contents: Set<String> = [
    "auto", "none", "fit-content", "max-content", "min-content", "stretch", "inherit",
  ]

  private var isWide: Bool {
    all { part, width in
      switch part {
      case .word(let word): Self.contents.contains(word)
      case .length(let length): (min(256, width / 2)...max(1600, width * 2)).contains(length)
      default: false
      }
    }
  }

  /// A height that is less than what stands in it lets that lie over what comes next.
  private var isTall: Bool {
    let isHeld = selector.isInRoom || selector.reach == .holder && block.isSticky
    return all(isUpright: true) { part, _ in
      switch part {
      case .word(let word): Self.contents.contains(word)
      case .length(let length): isHeld && (600...800).contains(length)
      default: false
      }
    }
  }

  private var isAtLeast: Bool {
    let least: Double = selector.isInRoom ? 0 : 1
    return all(isUpright: true) { part, _ in
      switch part {
      case .word(let word): Self.contents.contains(word)
      case .number(let number), .length(let number): (least...1000).contains(number)
      default: false
      }
    }
  }

  private var keepsRoom: Bool {
    let grows = declaration.property == "flex" && parts(width: 1280).first.map { $0 == .number(0) } == false
    return all { part, width in
      switch part {
      case .word(let word): Self.contents.contains(word) || word == "content"
      case .number(let number):
        number == 0 ? declaration.property == "flex" && (grows || isStiff) : number <= 10
      case .length(let length): length == 0 ? grows : (96...(width * 2)).contains(length)
      default: false
      }
    }
  }

  /// `0 0 auto`: as large as what stands in it.
  private var isStiff: Bool { parts(width: 1280).last == .word("auto") }

  /// No row or column is so small that what stands in it lies over the next.
  private var hasTracks: Bool {
    var isFirstOfMinmax = false
    for kind in declaration.value where kind != .whitespace {
      switch kind {
      case .number(0) where isFirstOfMinmax: break
      case .number(let number): if !(1...50).contains(number) { return false }
      case .dimension(let number, "fr"): if number < 0.5 { return false }
      case .dimension(let number, let unit):
        let isFine = isFirstOfMinmax || number * (CssDeclaration.pixels[unit] ?? 0) >= 96
        if !isFine { return false }
      case .percentage(let share): if share < 20 && !isFirstOfMinmax { return false }
      case .function(let name):
        guard ["minmax", "repeat", "fit-content"].contains(name) else { return false }
      default: break
      }
      isFirstOfMinmax = kind == .function("minmax")
    }
    return true
  }

  /// Whoever uses a keyboard finds their place by it.
  private var isRing: Bool {
    all { part, _ in
      switch part {
      case .word(let word): !["none", "hidden", "transparent"].contains(word)
      case .token: true
      case .number(let number), .length(let number): (1...16).contains(number)
      case .unknown: false
      }
    }
  }

  /// A token of the site's, set to something that everything made of it can bear.
  var tokenObjection: String? {
    let name = declaration.property
    let range: ClosedRange<Double>? =
      switch name {
      case "--pace": 0.25...2
      case "--leading": 1...3
      case "--measure": 256...1600
      case "--edge-space",
        _ where name.hasPrefix("--space-"):
        0...96
      case _ where name.hasPrefix("--step-"): 10...160
      case "--shadow", "--border": -64...64
      case "--avatar": 8...160
      default: nil
      }
    guard let range else { return nil }
    let isFine = all { part, _ in
      switch part {
      case .word, .token: ["--shadow", "--border"].contains(name)
      case .number(let number), .length(let number): range.contains(number)
      case .unknown: false
      }
    }
    return isFine ? nil : "“\(name)” is set to what the site's own parts can't bear."
  }
}
