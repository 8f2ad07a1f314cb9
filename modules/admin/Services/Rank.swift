import Kit

/// Who may give what to whom: nobody hands out more than they have.
extension Viewer {
  func mayGive(_ role: Role) -> Bool { role != .guest && role.rank <= self.role.rank }

  /// Whether this viewer may change the role of that user.
  func mayChange(_ user: User) -> Bool { user.id != account?.id && user.role.rank <= role.rank }

  /// Whether this viewer may act against that user: never on their own rank, nor above it, nor on themselves.
  func mayDiscipline(_ user: User) -> Bool { user.id != account?.id && user.role.rank < role.rank }

  func mayChange(_ cell: MatrixCell) -> Bool {
    !cell.isFixed && cell.role.rank <= role.rank && (role == .admin || can(cell.key))
  }
}

extension Role {
  /// From guest up to admin.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
