using System.Text.RegularExpressions;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api;

public sealed partial class RestDocTests
{
    [Fact]
    public void Problems_in_the_document_are_those_in_the_code() => Assert.Equal(
        ProblemKinds.All.Select(k => $"{k.Status} {k.Slug}").Order(StringComparer.Ordinal),
        ProblemRow().Matches(Document()).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Field_error_codes_in_the_document_are_those_in_the_code() => Assert.Equal(
        typeof(FieldErrorCode).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        CodeRow().Matches(Document()).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "global.json")))
            folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "rest.md"));
    }

    [GeneratedRegex(@"^\| (\d{3}) \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex ProblemRow();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
