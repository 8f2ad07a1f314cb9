import Foundation

/// A line about what happens, apart from what a command answers.
func say(_ line: String) {
  FileHandle.standardError.write(Data("rowhouse: \(line)\n".utf8))
}

/// A line of the answer, out at once even into a pipe.
func tell(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
