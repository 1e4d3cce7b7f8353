namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>Codes of errors that only the ingest socket has. docs/ingest.md lists them beside those it shares with streaming.</summary>
internal static class IngestErrorCodes
{
    /// <summary>A message before a valid auth. It was not taken.</summary>
    public const string NotAuthenticated = "not_authenticated";

    /// <summary>The credential's role may not report positions.</summary>
    public const string RoleForbidden = "role_forbidden";
}
