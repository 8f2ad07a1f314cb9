import Kit

extension AdminModule {
  /// The account of a name, for the command line. Throws `AccountError` if there is none.
  public func account(named name: String) throws -> Int64 {
    try sayingWhy { try house.read { try known(name, $0).id } }
  }
}
