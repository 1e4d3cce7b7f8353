using System.Diagnostics.Metrics;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Auth;

internal sealed class AuthInstruments
{
    public const string MeterName = "Fleet.Gateway.Auth";

    private readonly Counter<long> _attempts;

    public AuthInstruments(IMeterFactory meters)
    {
        _attempts = meters.Create(MeterName).CreateCounter<long>(
            "fleet.auth.attempts", unit: "{attempt}", description: "Authentications by method and outcome.");
    }

    public void Authenticated(string method, AuthFailure failure) => _attempts.Add(
        1,
        new KeyValuePair<string, object?>("method", method),
        new KeyValuePair<string, object?>("outcome", failure == AuthFailure.None ? "accepted" : WireNames<AuthFailure>.Of(failure)));
}
