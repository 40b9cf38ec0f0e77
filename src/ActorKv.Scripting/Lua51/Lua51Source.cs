// Makes a script written for Lua 5.1, which is what Redis has, run alike on Lua 5.4. The text is parsed by the grammar of 5.1, so that what 5.1 refuses
// is refused with its words, and changed only where 5.4 would mean something else. Lines stay where they are.
//
//   a .. b          CONCAT(a) .. CONCAT(b)    every number of 5.1 is a double that prints by %.14g: 5.4 would print 2.0 and 1e15 otherwise
//   a % b           MODULO(a, b)              0 as an integer divisor is an error in 5.4; unless b is a number other than 0
//   for i = a, b    for i = LOOP(a), LOOP(b)  a string that spells a number may be a limit in 5.1
//   return f(x)     return (f(x))             in the main chunk, and return KEEP(a.f(x)) in functions: a tail call would forget the line that errors name
//   arg             local arg = PACK(...)     in a function with ... that mentions arg and not ..., as 5.0 and 5.1 had it
//
// The names stand for locals around the text that nobody else spells; the prelude (prelude.lua) gives their values.

namespace ActorKv.Scripting.Lua51;

internal sealed partial class Lua51Source
{
    private const string Concat = "__actorkv_1", Modulo = "__actorkv_2", Loop = "__actorkv_3", Keep = "__actorkv_4", Pack = "__actorkv_5";

    // Nesting that Lua 5.1 allows: LUAI_MAXCCALLS.
    private const int MaxDepth = 200, UnaryPriority = 8;

    private readonly SourceEdits _edits = new();
    private readonly Lua51Lexer _lexer;
    private readonly bool _onlyFirstResult;
    private Token _token, _ahead;
    private bool _hasAhead;
    private int _previousEnd, _previousLine, _depth;
    private Function? _function;

    private sealed class Function
    {
        public bool IsVararg { get; init; }

        public int Body { get; init; }

        public bool MentionsArg { get; set; }

        public bool MentionsDots { get; set; }

        public int Loops { get; set; }

        public Function? Outer { get; init; }
    }

    private enum Shape { Other, Assignable, Call, MemberCall, Text, ShortNumber }

    private Lua51Source(byte[] text, int start, bool onlyFirstResult)
    {
        _lexer = new Lua51Lexer(text, start, _edits);
        _onlyFirstResult = onlyFirstResult;
    }

    /// <summary>The text for 5.4: a chunk that takes the helpers as arguments and returns the script's function.</summary>
    /// <param name="text">The script.</param>
    /// <param name="start">Where it begins: behind a shebang.</param>
    /// <param name="onlyFirstResult">True when nobody asks for more than the first result of the main chunk.</param>
    /// <exception cref="Lua51SyntaxException">It is no Lua 5.1.</exception>
    public static byte[] Translate(byte[] text, int start, bool onlyFirstResult)
    {
        Lua51Source source = new(text, start, onlyFirstResult);
        source.Chunk();
        return source._edits.Apply(text, start, $"local {Concat},{Modulo},{Loop},{Keep},{Pack}=... return function(...) ", "\nend");
    }

    private void Chunk()
    {
        _token = _lexer.Next();
        _function = new Function { IsVararg = true };
        Block();
        if (_token.Kind != TokenKind.End) throw Expected("<eof>");
    }

    private void Advance()
    {
        _previousEnd = _token.End;
        _previousLine = _token.Line;
        (_token, _hasAhead) = (_hasAhead ? _ahead : _lexer.Next(), false);
    }

    private Token Ahead()
    {
        if (!_hasAhead) (_ahead, _hasAhead) = (_lexer.Next(), true);
        return _ahead;
    }

    private bool At(ReadOnlySpan<byte> word) => _token.Kind != TokenKind.Name && _lexer.Is(_token, word);

    private bool Accept(ReadOnlySpan<byte> word)
    {
        if (!At(word)) return false;
        Advance();
        return true;
    }

    private Lua51SyntaxException Expected(string what) => _lexer.Error($"'{what}' expected", _token);

    private void Expect(ReadOnlySpan<byte> word)
    {
        if (!Accept(word)) throw Expected(System.Text.Encoding.Latin1.GetString(word));
    }

    private void ExpectClosing(ReadOnlySpan<byte> word, string opened, int line)
    {
        if (Accept(word)) return;
        string text = System.Text.Encoding.Latin1.GetString(word);
        throw line == _token.Line ? Expected(text) : _lexer.Error($"'{text}' expected (to close '{opened}' at line {line})", _token);
    }

    private void Name()
    {
        if (_token.Kind != TokenKind.Name) throw Expected("<name>");
        Advance();
    }

    private void Enter()
    {
        if (++_depth > MaxDepth) throw new Lua51SyntaxException("chunk has too many syntax levels", _token.Line);
    }

    private bool AtBlockEnd() => _token.Kind == TokenKind.End || At("end"u8) || At("else"u8) || At("elseif"u8) || At("until"u8);

    private void Block()
    {
        Enter();
        while (!AtBlockEnd())
        {
            bool last = Statement();
            Accept(";"u8);
            if (last) break;
        }
        _depth--;
    }

    // True when the block must end behind it.
    private bool Statement()
    {
        int line = _token.Line;
        if (Accept("if"u8)) If(line);
        else if (Accept("while"u8))
        {
            Expression();
            Expect("do"u8);
            LoopBody();
            ExpectClosing("end"u8, "while", line);
        }
        else if (Accept("do"u8))
        {
            Block();
            ExpectClosing("end"u8, "do", line);
        }
        else if (Accept("for"u8)) For(line);
        else if (Accept("repeat"u8))
        {
            LoopBody();
            ExpectClosing("until"u8, "repeat", line);
            Expression();
        }
        else if (Accept("function"u8))
        {
            Name();
            while (Accept("."u8)) Name();
            if (Accept(":"u8)) Name();
            FunctionBody(line);
        }
        else if (Accept("local"u8)) Local(line);
        else if (Accept("return"u8))
        {
            Return();
            return true;
        }
        else if (At("break"u8))
        {
            if (_function!.Loops == 0)
            {
                Advance();
                throw _lexer.Error("no loop to break", _token);
            }
            Advance();
            return true;
        }
        else CallOrAssignment();
        return false;
    }

    private void If(int line)
    {
        do
        {
            Expression();
            Expect("then"u8);
            Block();
        }
        while (Accept("elseif"u8));
        if (Accept("else"u8)) Block();
        ExpectClosing("end"u8, "if", line);
    }

    private void LoopBody()
    {
        _function!.Loops++;
        Block();
        _function.Loops--;
    }

    private void For(int line)
    {
        Name();
        if (Accept("="u8))
        {
            LoopNumber();
            Expect(","u8);
            LoopNumber();
            if (Accept(","u8)) LoopNumber();
        }
        else if (At(","u8) || At("in"u8))
        {
            while (Accept(","u8)) Name();
            Expect("in"u8);
            ExpressionList();
        }
        else throw Expected("=' or 'in");
        Expect("do"u8);
        LoopBody();
        ExpectClosing("end"u8, "for", line);
    }

    private void LoopNumber()
    {
        int start = _token.Start;
        if (Expression() != Shape.ShortNumber) _edits.Wrap(start, _previousEnd, Loop + "(", ")");
    }

    private void Local(int line)
    {
        if (Accept("function"u8))
        {
            Name();
            FunctionBody(line);
            return;
        }
        do Name();
        while (Accept(","u8));
        if (Accept("="u8)) ExpressionList();
    }

    private void Return()
    {
        if (AtBlockEnd() || At(";"u8)) return;
        int start = _token.Start;
        Shape shape = Expression();
        bool single = !At(","u8);
        while (Accept(","u8)) Expression();
        if (!single) return;
        if (_function!.Outer is null && _onlyFirstResult)
        {
            if (shape is Shape.Call or Shape.MemberCall) _edits.Wrap(start, _previousEnd, "(", ")");
        }
        else if (shape == Shape.MemberCall) _edits.Wrap(start, _previousEnd, Keep + "(", ")");
    }

    private void CallOrAssignment()
    {
        Shape shape = Primary();
        if (shape is Shape.Call or Shape.MemberCall) return;
        if (shape != Shape.Assignable) throw _lexer.Error("syntax error", _token);
        while (Accept(","u8))
        {
            if (Primary() != Shape.Assignable) throw _lexer.Error("syntax error", _token);
        }
        Expect("="u8);
        ExpressionList();
    }
}
