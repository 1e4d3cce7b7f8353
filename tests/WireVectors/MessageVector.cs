namespace Fleet.WireVectors;

/// <summary>An inbound message and what becomes of it.</summary>
/// <param name="ErrorCode">The code of the answer; null where the message is taken.</param>
/// <param name="Field">The field the answer names; null where it names none.</param>
public sealed record MessageVector(string Name, string Json, string? ErrorType = null, string? ErrorCode = null, string? Field = null)
{
    public override string ToString() => Name;
}
