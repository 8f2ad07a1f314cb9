import GRDB
import Kit

/// Whether and how a request may sign up.
enum SignUpDoor: Equatable {
  case open
  /// Open by the invitation of this id.
  case invited(Int64)
  case approval
  /// Shut, with the sentence that says why.
  case shut(String)
}

extension AdminModule {
  func signUpDoor(for request: Request, _ settings: SiteSettings, _ db: Database) throws -> SignUpDoor {
    switch settings.signUpMode {
    case .open: return .open
    case .approval: return .approval
    case .closed: return .shut("Nobody new can join at the moment. You are welcome to read along.")
    case .invite:
      guard let token = request.parameters["token"] else {
        return .shut("Joining takes an invitation: somebody who is here can send you one.")
      }
      guard let invite = try Invite.opened(by: token, now: request.now, db),
        try mayInvite(invite.maker, now: request.now, db)
      else {
        return .shut(
          "This invitation is not open: it was used or withdrawn, its time is over, or whoever sent it can't invite "
            + "anybody now. Ask for another one.")
      }
      return .invited(invite.id)
    }
  }

  /// Whether the maker of an invitation still has an account and may invite.
  private func mayInvite(_ maker: Int64, now: Moment, _ db: Database) throws -> Bool {
    try AccountDeletion.find(of: maker, db) == nil
      && authentication.viewer(account: maker, now: now, db)?.can("admin.invite") == true
  }
}
