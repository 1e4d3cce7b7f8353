namespace Fleet.Devices.Commands;

/// <summary>The command line says something that cannot be done. One line for the user; exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
