/// A named place that a face fills with something small of its own. What goes wrong in one stays there.
public enum Outlet {
  public static func covers(_ name: String) -> Bool { name.hasPrefix("outlets/") }

  static let mostSteps = 100_000
  static let mostBytes = 256 << 10
}

extension Rendering {
  /// Renders an outlet; where it fails, as if it had never begun, the one below it in its stead.
  mutating func renderOutlet(_ outlet: Slot, _ indentation: [UInt8]) {
    var next: Slot? = outlet
    while let slot = next {
      if !hasFailed(slot), attempt(slot, indentation) { return }
      next = slot.next < 0 ? nil : library.slots[slot.next]
    }
  }

  /// One that failed on this page fails again: each costs a page its limit once.
  private func hasFailed(_ slot: Slot) -> Bool {
    !failures.isEmpty && failures.contains { $0.slot === slot }
  }

  private mutating func attempt(_ slot: Slot, _ own: [UInt8]) -> Bool {
    let (count, levels, filled) = (output.count, context.count, fillings.count)
    let outer = (indentation, environment, limits, steps)
    (indentation, isInOutlet) = (own, true)
    limits = Limits(
      steps: min(limits.steps, steps + Outlet.mostSteps), bytes: min(limits.bytes, count + Outlet.mostBytes))
    defer { (indentation, environment, limits, isInOutlet) = (outer.0, outer.1, outer.2, false) }
    do throws(TemplateError) {
      try renderWhole(slot)
      return true
    } catch {
      failures.append((slot, error))
      output.truncate(to: count)
      context.removeLast(context.count - levels)
      fillings.removeLast(fillings.count - filled)
      steps = outer.3
      return false
    }
  }
}
