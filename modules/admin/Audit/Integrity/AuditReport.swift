import Kit

/// What a check of the whole audit log found.
public struct AuditReport: Sendable, Encodable {
  /// The log as it should be: from its first row to its last.
  public let first: Int64
  public let last: Int64
  /// Anchors that say something about these rows.
  public internal(set) var anchors = 0
  public internal(set) var findings: [Finding] = []
  public internal(set) var unfinished: [Intent] = []

  public var isSound: Bool { findings.isEmpty }

  init(first: Int64, last: Int64) {
    self.first = first
    self.last = last
  }

  public enum Kind: String, Sendable, Encodable {
    case altered, missing
    case cutShort = "cut-short"
    case longer
    case anchorDiffers = "anchor-differs"
  }

  /// Something that is not as it was written.
  public struct Finding: Sendable, Equatable, Encodable {
    public let kind: Kind
    public let first: Int64
    public internal(set) var last: Int64

    public var words: String {
      let rows = first == last ? "entry \(first)" : "entries \(first) to \(last)"
      return switch kind {
      case .altered: "altered at \(rows): not what was sealed there"
      case .missing: "missing: \(rows)"
      case .cutShort: "cut short: \(rows) stood at the end"
      case .longer: "longer than the chain: \(rows) never belonged to it"
      case .anchorDiffers: "anchor differs at \(rows): another log stood there when the anchor was made"
      }
    }
  }

  /// An act outside app.db of which nobody wrote what became of it: the process was cut short.
  public struct Intent: Sendable, Equatable, Encodable {
    public let entry: Int64
    public let act: String
    public let target: String
    public let at: String
  }
}

extension AuditReport {
  /// Neighbours of one kind are one finding.
  mutating func add(_ kind: Kind, _ rows: ClosedRange<Int64>) {
    if let end = findings.indices.last, findings[end].kind == kind, rows.lowerBound <= findings[end].last + 1
    {
      findings[end].last = max(findings[end].last, rows.upperBound)
    } else {
      findings.append(Finding(kind: kind, first: rows.lowerBound, last: rows.upperBound))
    }
  }
}
