using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.Devices.Commands;

/// <summary><c>./fleet token</c>: makes a JWT (HS256) with the secret in the run file. Without options: a superuser's, for an hour.</summary>
public static class TokenCommand
{
    private static readonly string[] Roles = ["viewer", "operator", "admin"];

    public static int Run(IReadOnlyList<string> args)
    {
        var line = new CommandLine(args, ["--run", "--org", "--role", "--sub", "--ttl"], ["--no-superuser"]);
        if (line.Arguments.Count > 0)
            throw new UsageException($"token takes no argument '{line.Arguments[0]}'");
        var run = GatewayOptions.Run(line) ?? throw new UsageException("there is no .fleet/run.json: start the gateway with './fleet up' first");
        var role = line.Value("--role") ?? "admin";
        if (!Roles.Contains(role))
            throw new UsageException($"--role takes viewer, operator or admin, not '{role}'");
        var claims = new Dictionary<string, object>
        {
            ["sub"] = line.Value("--sub") ?? "fleet-token",
            ["org"] = line.Value("--org") ?? run.OrganizationId ?? "system",
            ["role"] = role,
            ["is_superuser"] = !line.Flag("--no-superuser"),
            ["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + line.Number("--ttl", 3600, 1, 31_536_000),
        };
        Console.WriteLine(Sign(claims, run.JwtSecret));
        return 0;
    }

    /// <summary>A JWT by HS256 of these claims.</summary>
    public static string Sign(IReadOnlyDictionary<string, object> claims, string secret)
    {
        var content = Encode("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        return content + "." + Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(content)));
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
