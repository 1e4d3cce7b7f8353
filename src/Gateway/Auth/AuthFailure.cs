namespace Fleet.Gateway.Auth;

public enum AuthFailure
{
    None,

    /// <summary>No credential was given.</summary>
    Missing,

    /// <summary>The credential is malformed, unknown or not signed by us.</summary>
    Invalid,

    Expired,

    NotYetValid,

    Revoked,

    /// <summary>The key is marked signature-required and none was given.</summary>
    SignatureRequired,

    SignatureInvalid,

    /// <summary>The signed timestamp is more than five minutes off, or was used before.</summary>
    SignatureStale,

    /// <summary>Too many failed authentications from this address; an unknown key was not even looked up.</summary>
    TooManyFailures,
}
