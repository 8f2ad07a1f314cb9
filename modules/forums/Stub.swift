// forums
