using System.ComponentModel;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Keys;

/// <summary>An API key to be.</summary>
public sealed record ApiKeyBody
{
    public required string Name { get; init; }

    public required Role Role { get; init; }

    [Description("What the key may see, in S0's shape.")]
    public PermissionsView? Permissions { get; init; }

    [Description("The key alone does not authenticate: the caller must sign with it.")]
    public bool? RequireSignature { get; init; }

    [Description("From then on the key is worth nothing; never where absent.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    internal static ApiKeySpec Read(JsonFields fields, DateTimeOffset now)
    {
        var expires = fields.Time("expires_at");
        if (expires <= now)
            fields.Fail("expires_at", FieldErrorCode.Range, "must be ahead");

        return new ApiKeySpec
        {
            Name = fields.Text("name", VehicleBody.MaxName, required: true) ?? "",
            Role = fields.Choice<Role>("role", required: true) ?? Role.Viewer,
            RequireSignature = fields.Flag("require_signature") ?? false,
            ExpiresAt = expires,
            Permissions = PermissionsJson.Read(fields, "permissions"),
        };
    }
}
