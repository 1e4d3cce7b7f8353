namespace Fleet.Devices.Traces;

/// <summary>One record of a trace: a point, or what is wrong with it.</summary>
/// <param name="Line">The line of the file where the record begins, from 1.</param>
/// <param name="Point">Null where the record is bad.</param>
/// <param name="Error">Null where the record is good.</param>
public readonly record struct TraceRow(long Line, TracePoint? Point, string? Error);
