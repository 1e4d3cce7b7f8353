namespace Fleet.Devices.Traces;

/// <summary>A trace that cannot be read at all: no such file, no usable header, a map that names what is not there.</summary>
public sealed class TraceException(string message) : Exception(message);
