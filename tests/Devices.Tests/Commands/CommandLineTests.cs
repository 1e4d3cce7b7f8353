using Fleet.Devices.Commands;

namespace Fleet.Devices.Tests.Commands;

public sealed class CommandLineTests
{
    private static CommandLine Parse(params string[] args) => new(args, ["--speed", "--null"], ["--json"]);

    [Fact]
    public void Options_flags_and_arguments_mix()
    {
        var line = Parse("file.csv", "--speed", "max", "--json", "--null=NPI", "--null", "x");
        Assert.Equal(["file.csv"], line.Arguments);
        Assert.Equal("max", line.Value("--speed"));
        Assert.True(line.Flag("--json"));
        Assert.Equal(["NPI", "x"], line.Values("--null"));
    }

    [Theory]
    [InlineData("--sped", "unknown option --sped")]
    [InlineData("--speed", "--speed needs a value")]
    [InlineData("--json=yes", "unknown option --json=yes")]
    public void Option_that_cannot_be_is_named(string option, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Parse(option)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("8o80")]
    public void Number_outside_its_limits_is_refused(string text) =>
        Assert.Throws<UsageException>(() => Parse("--speed", text).Number("--speed", 1, 1, 65535));

    [Fact]
    public void Token_is_signed_as_jwt_io_does_it()
    {
        // The example of jwt.io.
        var token = TokenCommand.Sign(
            new Dictionary<string, object> { ["sub"] = "1234567890", ["name"] = "John Doe", ["iat"] = 1516239022 }, "your-256-bit-secret");
        Assert.Equal(
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
            token);
    }
}
