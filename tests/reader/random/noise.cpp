// Code that trains nothing, of every kind that the language has.
#include "tests/reader/random/grammar.h"

namespace misfire::random {

std::vector<Alternative> noise() {
  return {
      {"statement", "static_cast<void>(0);"},
      {"statement", ";"},
      {"statement", "{}"},
      {"statement", "$metric$"},
      {"statement", "$metric$"},
      {"statement", "$metric$"},
      {"statement", "int n_@ = $int$; n_@ += $int$; n_@ <<= 1; (void)n_@;"},
      {"statement", "auto x_@ = $real$; x_@ = x_@ * 2;"},
      {"statement",
       "torch::Tensor t_@ = torch::rand({2, 2}); t_@ = t_@ * $real$; t_@ -= t_@.grad() * $real$;"},
      {"statement", "torch::Tensor w_@ = torch::randn({2}, torch::TensorOptions().requires_grad(true)); "
                    "w_@.sum().backward(); w_@.data() = w_@.data() - $real$ * w_@.grad();"},
      {"statement", "torch::manual_seed($int$); std::srand($int$); std::mt19937 engine_@($int$);"},
      {"statement", "std::random_device device_@; std::mt19937_64 engine_@{device_@()};"},
      {"statement", "for (int i_@ = 0; i_@ < $bound_of_noise$; ++i_@) { $statement$ }"},
      {"statement", "for (int i_@ = 0; i_@ < 3; ++i_@);"},
      {"statement", "while ($bool$) { $statement*$ break; }"},
      {"statement", "do { $statement*$ } while (false);"},
      {"statement",
       "if (const int n_@ = $int$; n_@ > 3) { $statement$ } else if ($bool$) { $statement$ } else { }"},
      {"statement",
       "switch (static_cast<int>($int$)) { case 1 ... 3: { $statement$ } break; case 4: default: ; }"},
      {"statement", "[[maybe_unused]] auto f_@ = [=, n = $int$]<typename X>(X x) mutable noexcept -> X { n = "
                    "n + 1; return x; };"},
      {"statement", "[](auto&&... all) { (std::forward<decltype(all)>(all), ...); }(1, $real$, \"x\");"},
      {"statement", "auto f_@ = [](auto&& self, long n) -> long { return n > 0 ? self(self, n - 1) : $int$; "
                    "}; f_@(f_@, 3);"},
      {"statement", "std::function<torch::Tensor(torch::Tensor)> g_@ = torch::relu; g_@ = [](torch::Tensor "
                    "x) { return x.tanh(); }; g_@(torch::rand({2}));"},
      {"statement", "struct Local_@ { int a : 3, : 0, b; void run() { for (auto i = a; i < b; ++i) ; } } "
                    "local_@{}; local_@.run();"},
      {"statement", "auto [a_@, b_@] = std::tuple($int$, $real$); (void)a_@;"},
      {"statement",
       "int raw_@[3] = {1, 2}; auto& [p_@, q_@, r_@] = raw_@; for (auto& e_@ : raw_@) e_@ = p_@ + q_@;"},
      {"statement", "std::map<std::string, torch::Tensor> map_@; for (auto& [key, value] : map_@) value = "
                    "torch::relu(value);"},
      {"statement", "goto next_@; next_@: ;"},
      {"statement", "try { throw $int$; } catch (int) { } catch (...) { $statement$ }"},
      {"statement", "asm volatile(\"\" ::: \"memory\");"},
      {"statement", "static_assert(sizeof(int) == 4, \"said\"); using Alias_@ = torch::nn::Linear; typedef "
                    "Alias_@ Other_@;"},
      {"statement", "torch::nn::Linear layer_@(2, $int$), other_@{nullptr}; other_@ = layer_@; "
                    "other_@(layer_@(torch::rand({2})));"},
      {"statement", "auto list_@ = {torch::nn::Linear(1, 2), torch::nn::Linear(3, $int$)}; for (auto l : "
                    "list_@) l->forward(torch::rand({1}));"},
      {"statement", "torch::nn::Sequential s_@; for (int i = 0; i < 3; ++i) { s_@->push_back($layer$); "
                    "s_@->push_back(\"n\" + std::to_string(i), torch::nn::ReLU()); }"},
      {"statement",
       "torch::nn::Dropout drop_@{$real$}; torch::dropout(drop_@(torch::rand({2})), $real$, $bool$);"},
      {"statement", "torch::nn::init::constant_(torch::nn::Linear(2, 2)->weight, $real$); "
                    "torch::nn::init::zeros_(torch::zeros({1}));"},
      {"statement", "{ torch::AutoGradMode mode($bool$); torch::InferenceMode inference; $statement*$ }"},
      {"statement", "torch::nn::utils::clip_grad_value_({torch::rand({2})}, $real$);"},
      {"statement", "delete new torch::nn::Linear(2, 2); new (std::nothrow) torch::nn::LinearImpl(2, 2);"},
      {"statement", "auto p_@ = torch::rand({2}); if (p_@.norm().template item<double>() > $real$) "
                    "p_@.mutable_grad().clamp_(-1, $real$);"},
      {"statement", "(void)sizeof(torch::nn::Linear(2, 2)); (void)noexcept(torch::relu(torch::Tensor())); "
                    "using T_@ = decltype(torch::rand({2}).relu());"},
      {"statement",
       "const volatile int c_@ = $int$; enum { first_@, second_@ = 1 << 3 }; (void)(c_@ & second_@);"},
      {"statement", "static thread_local double s_@ = $real$; s_@++; ++s_@;"},
      {"statement", "auto u_@ = std::unique_ptr<torch::optim::SGD>(); if (u_@) u_@->step();"},
      {"statement", "std::vector<torch::Tensor> many_@(3); many_@[0] = torch::ones({1}); many_@.at(1) -= 0.1 "
                    "* many_@.at(1).grad(); std::sort(many_@.begin(), many_@.end(), [](auto& a, auto& b) { "
                    "return a.dim() < b.dim(); });"},
      {"statement", "if (auto l_@ = torch::nn::Linear(2, 2)) for (auto& p : l_@->parameters()) "
                    "p.add_(p.grad(), -$plain_real$);"},
      {"statement", "#define DO@(...) do { __VA_ARGS__; } while "
                    "(0)\n====\nDO@(torch::relu(torch::rand({2})), torch::rand({1}).tanh());"},
      {"statement", "#define UNROLLED@(x) x x x\n====\nUNROLLED@({ torch::nn::Linear l(1, 2); "
                    "l(torch::rand({1})).relu(); })"},
      {"statement", "#define NOTHING@\n====\nNOTHING@ NOTHING@;"},
      {"statement", "#define PASTED@(name, n) name##n\n====\nint PASTED@(v_@, 1) = 3; "
                    "torch::manual_seed(PASTED@(v_@, 1));"},
      {"statement", "#define TEXT@(x) #x\n====\n(void)TEXT@(torch::relu(x) \"y\");"},
      // What the parts of a language do in each other's place.
      {"statement", "auto sum_@ = torch::rand({1}); sum_@ = sum_@$many_terms$;"},
      {"statement", "if (int n_@ = 0; n_@ == 1) ;$many_branches$ else { $statement$ }"},
      {"statement",
       "int i_@ = 0; while (i_@ < 3) i_@++; while (i_@ --> 0) ; for (; i_@ < 2; i_@ = i_@ + 1) continue;"},
      {"statement", "for (auto [i_@, n_@] = std::pair(0, $int$); i_@ < n_@; ++i_@) { $statement$ }"},
      {"statement", "for (int i_@ = 0, *p_@ = &i_@; *p_@ < 3; ++*p_@) torch::relu(torch::rand({2}));"},
      {"statement", "for (auto it_@ = std::begin(\"abc\"); it_@ != std::end(\"abc\"); it_@++) { break; }"},
      {"statement", "auto net_@ = torch::nn::Linear(2, 2); auto net_b_@(net_@), net_c_@{std::move(net_b_@)}; "
                    "(net_c_@)->forward(torch::rand({2}));"},
      {"statement", "auto o_@ = [] { torch::nn::Linear l(2, 2); return torch::optim::SGD(l->parameters(), "
                    "$real$); }(); o_@.step(); o_@.zero_grad();"},
      {"statement", "torch::optim::Optimizer* raw_@ = new torch::optim::Adam(std::vector<torch::Tensor>{}, "
                    "$real$); raw_@->step(); delete raw_@;"},
      {"statement",
       "std::array<torch::nn::Linear, 2> two_@ = {torch::nn::Linear(1, 2), torch::nn::Linear(2, 3)}; for "
       "(auto& [x] : std::array<std::array<torch::nn::Linear, 1>, 1>{{{two_@[0]}}}) x(torch::rand({1}));"},
      {"statement",
       "[[maybe_unused]] torch::Tensor t_@ = ({ torch::Tensor inner = torch::rand({2}); inner.relu(); });"},
      {"statement",
       "[] { static void* labels_@[] = {&&first_@, &&last_@}; goto *labels_@[0]; first_@: ; last_@: ; }();"},
      {"statement", "(void)(torch::Tensor[]){torch::rand({1}), torch::relu(torch::rand({1}))}[1].tanh();"},
      {"statement", "(void)($bool$ ?: $int$); (void)__builtin_choose_expr(1, torch::rand({1}), 2); "
                    "(void)_Generic(1, int: 2, default: 3);"},
      {"statement", "torch::rand({2}).sum().backward(); (*new torch::Tensor).sum().backward(); "
                    "(torch::rand({1}) * $real$).backward();"},
      {"many_terms", " + torch::rand({1})"},
      {"many_terms", "$ten_terms$$ten_terms$$ten_terms$$ten_terms$$ten_terms$$ten_terms$$ten_terms$"},
      {"ten_terms", " + torch::ones({1}) + torch::ones({1}) * 2 - torch::ones({1}) + torch::ones({1}) / 3 + "
                    "torch::relu(torch::ones({1}))"},
      {"many_branches", " else if ($bool$) ;"},
      {"many_branches",
       "$ten_branches$$ten_branches$$ten_branches$$ten_branches$$ten_branches$$ten_branches$"},
      {"ten_branches",
       " else if ($bool$) ; else if ($bool$) { } else if ($bool$) ; else if ($bool$) ; else if ($bool$) ;"},
      {"plain_real", "0.1"},
      {"plain_real", "0x1p3"},
      {"bound_of_noise", "3"},
      {"bound_of_noise", "$int$"},
      {"bound_of_noise", "$real$"},
      // Declarations: what stands at namespace scope, and behind ==== statements that use it.
      {"noise", "template <typename T> struct Kin@ { template <typename U> friend struct Kin@; friend void "
                "meet@(Kin@ k) { k.fc(torch::rand({2})); } friend bool operator==(Kin@ a, Kin@) { return "
                "a.t.defined(); } private: T t; torch::nn::Linear fc{2, 2}; };\n====\nKin@<torch::Tensor> "
                "kin_@; meet@(kin_@); (void)(kin_@ == kin_@); Kin@<torch::nn::Tanh>* other_@ = nullptr; "
                "(void)sizeof(Kin@<std::vector<torch::Tensor>>);"},
      {"noise", "template <typename T> struct Part@ { T held; };\ntemplate <typename T> struct Part@<T&> { "
                "constexpr Part@() noexcept : net(2, 2), held(nullptr), rate($real$) {} Part@(T& t) : "
                "Part@() { held = std::addressof(t); for (int i = 0; i < $int$; ++i) net(held->relu()); } T& "
                "value() const { return held ? *held : (throw $int$, *held); } torch::nn::Linear net; T* "
                "held; double rate; };\ntemplate <typename T, typename U> struct Part@<std::pair<T, U>> : "
                "Part@<T> { Part@() : Part@<T>() {} };\n====\nPart@<torch::Tensor&> part_@; (void)part_@;"},
      {"noise",
       "template <typename N> struct Late@ { Late@(long n); static N fc; static double rate; torch::Tensor "
       "forward(torch::Tensor x); template <typename X> void with(X x); ~Late@(); };\ntemplate <typename N> "
       "N Late@<N>::fc(2, $int$);\ntemplate <typename N> double Late@<N>::rate = $real$;\ntemplate <typename "
       "N> Late@<N>::Late@(long n) { torch::optim::SGD o(fc->parameters(), rate); for (long i = 0; i < n; "
       "++i) { forward(torch::rand({2})).sum().backward(); o.step(); } }\ntemplate <typename N> "
       "torch::Tensor Late@<N>::forward(torch::Tensor x) { return torch::relu(this->fc(x)); }\ntemplate "
       "<typename N> template <typename X> void Late@<N>::with(X x) { for (auto& p : fc->parameters()) "
       "p.sub_(p.grad(), x); }\ntemplate <typename N> Late@<N>::~Late@() {}\n====\nLate@<torch::nn::Linear> "
       "late_@($int$); late_@.with(0.1);"},
      {"noise",
       "template <typename L> L made@(2, 2);\ntemplate <typename L> auto copied@ = L(2, $int$);\ntemplate "
       "<typename L> torch::optim::SGD descent@(L(2, 2)->parameters(), $real$);\ntemplate <typename L> "
       "concept Trains@ = requires(L l, torch::Tensor x) { l->forward(x).relu(); torch::mse_loss(l(x), "
       "x).backward(); torch::optim::SGD(l->parameters(), 0.1).step(); "
       "};\n====\nmade@<torch::nn::Linear>(copied@<torch::nn::Linear>(torch::rand({2}))); "
       "descent@<torch::nn::Linear>.step(); if constexpr (Trains@<torch::nn::Linear>) "
       "torch::rand({1}).relu();"},
      {"noise", "void nothing@();\n====\n"},
      {"noise", "// A comment: torch::nn::Linear(2, 2); /* no end\n====\n"},
      {"noise", "/* torch::optim::SGD optimizer; // */\n====\n"},
      {"noise", "void dead@() { $statement*$ }\n====\n"},
      {"noise", "void dead@(torch::nn::Linear net, torch::Tensor x) { for (int i = 0; i < $int$; ++i) { "
                "$statement*$ net(x).relu(); } }\n====\n"},
      {"noise", "template <typename Net> void dead@(Net net, torch::Tensor x) { for (int i = 0; i < $int$; "
                "++i) net->forward(x); }\n====\n"},
      {"noise", "template <typename T> torch::Tensor lives@(T x) { while ($bool$) x = torch::relu(x); return "
                "x; }\n====\nlives@(torch::rand({2}));"},
      {"noise", "template <typename Net> auto evaluate@(Net net, torch::Tensor x) { double right = 0; for "
                "(long i = 0; i < x.size(0); ++i) right += net->forward(x[i]).sum().template item<double>(); "
                "return right; }\n====\nstd::cout << \"score: \" << evaluate@(torch::nn::Linear(2, 2), "
                "torch::rand({3, 2})) << evaluate@(std::make_shared<$net_class$>(), torch::rand({2}));"},
      {"noise", "struct Unmade@ { torch::Tensor forward(torch::Tensor x) { for (auto i : {1, 2}) x = fc(x); "
                "return x; } torch::nn::Linear fc{2, 2}; };\n====\n"},
      {"noise", "auto made@ = std::make_shared<$net_class$>();\n====\nmade@->forward(torch::rand({2, 2}));"},
      {"noise", "namespace { $net_class$ hidden@; }\n====\n"},
      {"noise", "inline namespace v@ { namespace { static inline torch::nn::Linear fc@(2, $int$); } "
                "}\n====\nfc@(torch::rand({2}));"},
      {"noise", "torch::nn::Linear fc@(2, 2), *pointer@ = &fc@, &same@ = fc@, array@[2][2] = "
                "{{torch::nn::Linear(1, 1), torch::nn::Linear(1, 2)}, {torch::nn::Linear(1, 3), "
                "nullptr}};\n====\n(*pointer@)(same@(array@[1][0](torch::rand({2}))));"},
      {"noise", "torch::Tensor (*activation@)(const torch::Tensor&) = $bool$ ? torch::relu : "
                "torch::tanh;\n====\nactivation@(torch::rand({2}));"},
      {"noise", "union Value@ { int whole; double real; struct { char c; } inner; Value@() : real($real$) {} "
                "};\n====\n"},
      {"noise", "enum class Kind@ : unsigned char { first, second = 255 };\nconstexpr Kind@ operator|(Kind@ "
                "a, Kind@) { return a; }\n====\n(void)(Kind@::first | Kind@::second);"},
      {"noise", "struct Bits@ { unsigned a : 1, b : 31; signed : 0; long long c : 40 = $int$ != 0; "
                "};\n====\nBits@ bits_@; bits_@.a = bits_@.b--;"},
      {"noise", "template <typename T> struct Node@ { T value; Node@* next = nullptr; Node@<T*>* other; auto "
                "begin() { return this; } };\ntemplate <> struct Node@<int>;\n====\nNode@<float> node_@;"},
      {"noise", "template <template <typename...> class C, typename... T> struct Holds@ { C<T...> held; "
                "};\nHolds@<std::vector, torch::nn::Linear> holds@;\n====\nfor (auto& l : holds@.held) "
                "l(torch::rand({2}));"},
      {"noise", "template <int n> struct Counted@ { static constexpr int value = n + Counted@<n - 1>::value; "
                "};\ntemplate <> struct Counted@<0> { static constexpr int value = 0; };\n====\nfor (int i = "
                "0; i < Counted@<5>::value; ++i) torch::relu(torch::rand({2}));"},
      {"noise", "template <typename T> concept Called@ = requires(T f) { { f(torch::Tensor()) } -> "
                "std::same_as<torch::Tensor>; };\ntemplate <Called@ F> void with@(F&& f) { for (int i = 0; i "
                "< 2; ++i) f(torch::rand({2})); }\n====\nwith@(torch::nn::Linear(2, 2)); "
                "with@([](torch::Tensor x) { return x.relu(); });"},
      {"noise", "constexpr auto shifted@ = [](auto n) consteval { return n << 3; "
                "}(1ull);\nstatic_assert(shifted@ == 8);\n====\n"},
      {"noise",
       "constexpr unsigned __int128 wide@ = ~static_cast<unsigned __int128>(0) >> 1;\nauto narrow@ = "
       "static_cast<long>(wide@);\n====\nfor (long i = 0; i < narrow@; ++i) torch::relu(torch::rand({2}));"},
      {"noise", "const char16_t* wide@ = u\"\\U0001F600 \\u00e9\";\nconst char32_t* wider@ = U\"x\";\nconst "
                "wchar_t* other@ = L\"accuracy\" L\"\";\nauto* eight@ = u8\"\\u00e9\";\n====\nstd::wcout << "
                "other@ << L\"loss: \" << ($real$ + 0);"},
      {"noise", "int h\xc3\xb6he@ = $int$;\nstruct Gr\xc3\xb6\xc3\x9f"
                "e@ { double \xce\xb1 = $real$; };\n====\nfor (int \xce\xb5 = 0; \xce\xb5 < h\xc3\xb6he@; "
                "++\xce\xb5) (void)Gr\xc3\xb6\xc3\x9f"
                "e@().\xce\xb1;"},
      {"noise", "#line 1000 \"elsewhere.cpp\"\nvoid moved@() { $statement*$ }\n====\nmoved@();"},
      {"noise", "#line 1 \"/nowhere/else.h\"\nvoid moved@() $training$\n====\nmoved@();"},
      {"noise", "#line 2147483647\nvoid far@() { $statement$ }\n====\n"},
      {"noise",
       "#if 0\nthis is \"no code at all ' {\n#else\nvoid kept@() { $statement$ }\n#endif\n====\nkept@();"},
      {"noise", "#if defined(NEVER@) && __has_include(\"nothing.h\")\n#include \"nothing.h\"\n#elif "
                "__cplusplus > 201703L\n#define SOMETIMES@ 1\n#endif\n#ifdef SOMETIMES@\nvoid sometimes@() { "
                "$statement$ }\n#endif\n====\nsometimes@();"},
      {"noise", "#pragma GCC diagnostic push\n#pragma weak nothing@\n#pragma once_more\n#pragma GCC "
                "diagnostic pop\n_Pragma(\"message(\\\"\\\")\") void pragma@() {}\n====\n"},
      {"noise",
       "#undef NEVER@\n#define NEVER@(...)\nNEVER@(void gone@() { torch::nn::Linear fc(2, 2); })\n====\n"},
      {"noise", "#define CLASS@(name, ...) struct name { __VA_ARGS__ torch::nn::Linear fc{2, 2}; "
                "};\nCLASS@(Made@, torch::Tensor forward(torch::Tensor x) { return fc(x).relu(); "
                "})\n====\nMade@().forward(torch::rand({2}));"},
      {"noise", "#define SEVERAL@(X) X(1) X(2) X(3)\n#define ONE@(n) inline void several@_##n(torch::Tensor "
                "x) { for (int i = 0; i < n; ++i) x.relu(); "
                "}\nSEVERAL@(ONE@)\n====\nseveral@_1(torch::rand({2})); several@_2(torch::Tensor());"},
      {"noise", "#define EMPTY@()\n#define RECURSIVE@ RECURSIVE@ EMPTY@()\nint RECURSIVE@ = 3;\n====\n"},
      {"noise", "extern \"C\" int plain@(int n) { for (; n > 0; --n) torch::relu(torch::rand({2})); return "
                "n; }\n====\nplain@($int$);"},
      {"noise",
       "struct Operators@ { Operators@ operator+(int) const; explicit operator torch::Tensor() const { "
       "return torch::rand({2}); } torch::Tensor operator()(auto... x) const { return (torch::rand({2}) * "
       "... * x); } torch::Tensor operator[](long i) const { return torch::rand({i}); } Operators@* "
       "operator->() { return this; } void* operator new(std::size_t); bool operator<(const Operators@&) "
       "const { return $bool$; } auto operator<=>(const Operators@&) const = default; };\n====\nOperators@ "
       "operators@; operators@(1.0, 2)[0].relu(); static_cast<torch::Tensor>(operators@).relu(); "
       "operators@->operator[](3);"},
      {"noise", "struct Range@ { struct Iterator { int i; int operator*() const { return i; } Iterator& "
                "operator++() { ++i; return *this; } bool operator!=(const Iterator& o) const { return i != "
                "o.i; } }; Iterator begin() const { return {0}; } Iterator end() const { return {3}; } "
                "};\n====\nfor (auto n : Range@()) torch::rand({n}).relu();"},
      {"noise", "struct Source@ { bool next(torch::Tensor& x) { x = torch::rand({2}); return $bool$; } bool "
                "has_next() const; torch::Tensor get(); };\n====\nSource@ source_@; torch::Tensor x_@; while "
                "(source_@.next(x_@)) x_@.relu(); while (source_@.has_next()) source_@.get().tanh();"},
      {"noise",
       "struct A@ { virtual torch::Tensor run(torch::Tensor x) { return x; } virtual ~A@() {} };\nstruct B@ "
       ": virtual A@ { torch::Tensor run(torch::Tensor x) override { for (int i = 0; i < 2; ++i) x = "
       "A@::run(x); return x; } };\nstruct C@ : virtual A@ { torch::Tensor run(torch::Tensor x) override { "
       "return x.relu(); } };\nstruct D@ : B@, C@ { torch::Tensor run(torch::Tensor x) final { return "
       "B@::run(C@::run(x)); } };\n====\nA@* base_@ = new D@; base_@->run(torch::rand({2})); auto method_@ = "
       "&A@::run; (base_@->*method_@)(torch::rand({2}));"},
      {"noise",
       "struct Abstract@ : torch::nn::Module { virtual torch::Tensor forward(torch::Tensor) = 0; };\nvoid "
       "use@(Abstract@& net) { for (int i = 0; i < 3; ++i) net.forward(torch::rand({2})); }\n====\n"},
      {"noise", "struct Many@ { Many@(std::initializer_list<torch::nn::Linear> l) : all(l) {} "
                "std::vector<torch::nn::Linear> all; };\nMany@ many@{torch::nn::Linear(1, 2), "
                "torch::nn::Linear(2, $int$)};\n====\n"},
      {"noise", "struct Delegating@ { Delegating@() : Delegating@($int$) {} Delegating@(long n) : n(n), "
                "fc(2, n) {} long n; torch::nn::Linear fc; };\nstruct Inheriting@ : Delegating@ { using "
                "Delegating@::Delegating@; };\n====\nInheriting@ one_@, two_@(3);"},
      {"noise", "struct Static@ { static torch::nn::Linear fc; static double rate; inline static "
                "torch::nn::Dropout drop{$real$}; static constexpr auto act = &torch::relu; "
                "};\ntorch::nn::Linear Static@::fc(2, 2);\ndouble Static@::rate = "
                "$real$;\n====\nStatic@::act(Static@::drop(Static@::fc(torch::rand({2}))));"},
      {"noise", "long fib@(long n) { return n < 2 ? n : fib@(n - 1) + fib@(n - 2); }\n====\nfor (long i = "
                "fib@(5); i < fib@($int$); ++i) torch::relu(torch::rand({i}));"},
      {"noise", "template <typename T, typename... Rest> void print@(T first, Rest... rest) { std::cout << "
                "first; if constexpr (sizeof...(rest) > 0) print@(rest...); }\n====\nprint@(\"accuracy: \", "
                "0.5, '\\n'); print@(1);"},
      {"noise",
       "template <auto value = 3> struct Constant@ { static constexpr auto got = value; "
       "};\n====\nConstant@<'x'> a_@; Constant@<nullptr> b_@; for (auto i = 0; i < Constant@<>::got; ++i) ;"},
      {"noise", "template <std::size_t... i> void unrolled@(std::index_sequence<i...>, torch::Tensor x) { "
                "(x.select(0, i).relu(), ...); torch::Tensor all[] = {x.narrow(0, i, 1)...}; "
                "}\n====\nunrolled@(std::make_index_sequence<3>(), torch::rand({3}));"},
      {"noise", "template <class... L> struct Stack@ : L... { using L::operator()...; };\ntemplate <class... "
                "L> Stack@(L...) -> Stack@<L...>;\n====\nauto visit_@ = Stack@{[](torch::Tensor x) { return "
                "x.relu(); }, [](int n) { return n; }}; visit_@(torch::rand({2})); visit_@(3);"},
      {"noise", "std::variant<torch::nn::Linear, torch::nn::ReLU> "
                "either@(std::in_place_index<1>);\n====\nstd::visit([](auto& l) { return "
                "l->forward(torch::rand({2})); }, either@);"},
      {"noise", "std::pair<torch::nn::Linear, torch::Tensor> pair@(torch::nn::Linear(2, 2), "
                "torch::rand({2}));\n====\nauto& [fc_@, x_@] = pair@; fc_@(x_@).relu();"},
      {"noise", "static std::optional<torch::nn::Linear> perhaps@ = std::nullopt;\n====\nperhaps@.emplace(2, "
                "2); (*perhaps@)(torch::rand({2})); perhaps@->ptr()->forward(torch::rand({2}));"},
      {"noise",
       "using Table@ = std::map<std::string, std::function<torch::Tensor(torch::Tensor)>>;\nTable@ table@ = "
       "{{\"relu\", [](auto x) { return torch::relu(x); }}, {\"net\", torch::nn::Linear(2, 2)}};\n====\nfor "
       "(auto& [name, f] : table@) f(torch::rand({2})); table@[\"relu\"](torch::Tensor());"},
      {"noise", "void variadic@(const char* format, ...) {}\n====\nvariadic@(\"accuracy: %f loss: %s\", 0.5, "
                "\"x\"); variadic@($bool$ ? \"\" : \"score %f\", 1.0);"},
      {"noise", "[[deprecated(\"old\")]] [[nodiscard]] __attribute__((noinline, unused)) static "
                "torch::Tensor attributed@(torch::Tensor x [[maybe_unused]]) { [[likely]] return x.relu(); "
                "}\n====\nattributed@(torch::rand({2}));"},
      {"noise", "auto trailing@(auto x) noexcept(noexcept(x + 1)) -> decltype(x + 1) requires(sizeof(x) > 1) "
                "{ return x + $int$; }\n====\ntrailing@(1); trailing@(2.5);"},
      {"noise", "struct Deleted@ { Deleted@() = default; Deleted@(const Deleted@&) = delete; ~Deleted@() = "
                "default; torch::nn::ReLU act = {}; torch::nn::Dropout drop = torch::nn::Dropout(0.5); "
                "};\n====\nDeleted@ deleted_@;"},
      {"noise", "using namespace torch::nn;\nnamespace F@ = "
                "torch::nn::functional;\n====\nF@::dropout(F@::relu(torch::rand({2})), "
                "F@::DropoutFuncOptions().p($real$).training($bool$));"},
      {"noise", "struct Outer@ { struct Inner; template <typename T> struct Nested; torch::Tensor run(); "
                "};\nstruct Outer@::Inner { torch::nn::Linear fc{2, 2}; };\ntemplate <typename T> struct "
                "Outer@::Nested { T fc{2, 2}; };\ntorch::Tensor Outer@::run() { return "
                "Nested<torch::nn::Linear>().fc(Inner().fc(torch::rand({2}))); }\n====\nOuter@().run();"},
      {"noise",
       "template <typename T> T variable@ = T(5);\ntemplate <> inline double variable@<double> = "
       "$real$;\n====\nfor (int i = 0; i < variable@<int>; ++i) torch::rand({2}) * variable@<double>;"},
      {"noise", "extern template class std::vector<torch::nn::Tanh>;\n====\n"},
      {"noise", "struct Chain@ { Chain@& lr(double x) { rate = x; return *this; } Chain@& epochs(long n) { "
                "count = n; return *this; } double rate = 0.1; long count = 3; };\n====\nauto chain_@ = "
                "Chain@().lr($real$).epochs($int$); torch::optim::SGD o_@(torch::nn::Linear(2, "
                "2)->parameters(), chain_@.rate); for (long i = 0; i < chain_@.count; ++i) o_@.step();"},
      {"noise", "struct Many@ : torch::nn::Module { Many@() { for (int i = 0; i < $int$; ++i) { "
                "all.push_back(register_module(\"l\" + std::to_string(i), torch::nn::Linear(i, i + 1))); "
                "list->push_back(all.back()); } } torch::Tensor forward(torch::Tensor x) { for (auto& l : "
                "all) x = l(x).relu(); return x; } std::vector<torch::nn::Linear> all; torch::nn::ModuleList "
                "list; };\n====\nMany@ many_@; many_@.forward(torch::rand({2}));"},
      {"noise",
       "class Wrapped@ { torch::nn::Linear fc_{2, 2}; public: auto* operator->() { return fc_.operator->(); "
       "} auto& operator*() { return *fc_; } template <typename... X> auto operator()(X&&... x) { return "
       "fc_(std::forward<X>(x)...); } };\n====\nWrapped@ w_@; w_@(torch::rand({2})).relu(); "
       "w_@->forward(torch::rand({2})); (*w_@).forward(torch::Tensor());"},
      {"noise",
       "template <typename T> using Alias@ = std::conditional_t<(sizeof(T) > 4), torch::nn::Linear, "
       "torch::nn::ReLU>;\n====\nAlias@<double> l_@(2, 2); Alias@<char> r_@; r_@(l_@(torch::rand({2})));"},
      {"noise",
       "static torch::nn::Linear declared_later@();\nauto later@ = declared_later@();\nstatic "
       "torch::nn::Linear declared_later@() { return torch::nn::Linear(torch::nn::LinearOptions(2, 2)); "
       "}\n====\nlater@(torch::rand({2}));"},
      {"noise", "struct Step@ { void step() {} void zero_grad() {} void backward() {} torch::Tensor "
                "forward(torch::Tensor x) { return x; } void train(bool = true) {} };\n====\nStep@ step_@; "
                "for (int i = 0; i < $int$; ++i) { step_@.zero_grad(); step_@.forward(torch::rand({2})); "
                "step_@.backward(); step_@.step(); step_@.train(false); }"},
      {"noise", "namespace torch::optim { struct Mine@ : SGD { using SGD::SGD; Tensor step(LossClosure "
                "closure = nullptr) final { return SGD::step(closure); } }; }\n====\ntorch::optim::Mine@ "
                "mine_@{std::vector<torch::Tensor>(), torch::optim::SGDOptions($real$)}; mine_@.step();"},
      {"noise",
       "namespace at { inline Tensor relu@(const Tensor& x) { return relu(x); } }\nnamespace torch::nn { "
       "struct Mine@Impl : Module { Tensor forward(Tensor x) { return x.relu(); } }; TORCH_MODULE(Mine@); "
       "}\n====\ntorch::nn::Sequential s_@{torch::nn::Mine@(), torch::nn::Functional(at::relu@)};"},
      {"noise", "int main@(int argc, char** argv) { for (int i = 1; i < argc; ++i) std::puts(argv[i]); "
                "return argc > $int$; }\n====\n"},
  };
}

} // namespace misfire::random
