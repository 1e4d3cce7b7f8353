using Fleet.Devices.Traces;

namespace Fleet.Devices.Tests.Traces;

public sealed class DelimitedReaderTests
{
    private static List<(long Line, string[] Fields, string? Error)> Read(string text, char separator = ',')
    {
        var reader = new DelimitedReader(new StringReader(text), separator);
        var records = new List<(long, string[], string?)>();
        while (reader.Read() is { } record)
            records.Add((record.Line, [.. record.Fields], record.Error));
        return records;
    }

    [Theory]
    [InlineData("a,b,c", new[] { "a", "b", "c" })]
    [InlineData("a,,c,", new[] { "a", "", "c", "" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"say \"\"hi\"\"\",c", new[] { "say \"hi\"", "c" })]
    [InlineData("\"two\nlines\",c", new[] { "two\nlines", "c" })]
    [InlineData("5\" disk,c", new[] { "5\" disk", "c" })]
    [InlineData("\"\",x", new[] { "", "x" })]
    public void Record_of_any_quoting_gives_its_fields(string text, string[] fields) =>
        Assert.Equal(fields, Assert.Single(Read(text)).Fields);

    [Theory]
    [InlineData("a,b\nc,d\n")]
    [InlineData("a,b\r\nc,d\r\n")]
    [InlineData("a,b\rc,d")]
    [InlineData("a,b\n\n\nc,d")]
    public void Lines_of_any_ending_are_two_records(string text)
    {
        var records = Read(text);
        Assert.Equal(2, records.Count);
        Assert.Equal(["c", "d"], records[1].Fields);
    }

    [Fact]
    public void Line_numbers_count_lines_inside_quotes()
    {
        var records = Read("a,b\n\"x\ny\",1\nlast,2\n");
        Assert.Equal([1, 2, 4], records.Select(r => r.Line));
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_an_error_and_the_next_line_is_read()
    {
        var records = Read("\"a\"b,c\nd,e");
        Assert.Equal("text follows a closing quote", records[0].Error);
        Assert.Equal(["d", "e"], records[1].Fields);
    }

    [Fact]
    public void Quote_that_never_closes_is_one_error_at_its_line()
    {
        var records = Read("a,b\n\"c,d\ne,f");
        Assert.Equal((2, "a quoted field does not end"), (records[1].Line, records[1].Error));
        Assert.Equal(2, records.Count);
    }

    [Fact]
    public void Record_longer_than_the_limit_is_given_up_and_the_next_is_read()
    {
        var records = Read(new string('x', DelimitedReader.MaxRecordLength + 10) + "\na,b");
        Assert.Contains("longer than", records[0].Error, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], records[1].Fields);
    }
}
