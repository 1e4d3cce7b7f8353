namespace Fleet.Gateway.Api.Alerts;

/// <summary>What whoever acknowledges or resolves says of it. May be left out.</summary>
public sealed record AlertNoteBody(string? Note);
