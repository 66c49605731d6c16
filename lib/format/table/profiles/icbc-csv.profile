# Industrial and Commercial Bank of China, [HISTORYDETAIL] export.
# formats.md 3: GBK, the first line is a mark, the header the second; amounts
# with commas and blanks; 借/贷 with two columns, or a flag with one amount, or
# 转出金额 and 转入金额 without a flag.
format   icbc-csv
title    ICBC, history details (csv of the internet bank)
variants csv in GBK with [HISTORYDETAIL] in line 1; three ways to state the amount
layout   csv
order    newest-first

column 凭证号                                  ignore
column 本方账号                                account
column 对方账号                                counter-account
column 交易时间|交易日期                       moment
column 借/贷|借贷标志                          side optional in=贷|贷方 out=借|借方
column 借方发生额|转出金额                     debit optional
column 贷方发生额|转入金额                     credit optional
column 发生额                                  amount optional
column 对方行号                                ignore
column 摘要                                    remark
column 用途                                    remark
column 对方单位名称|对方户名                   name
column 余额                                    balance
column 附言                                    remark optional
column 个性化信息                              remark optional
column 币种                                    currency optional
column 交易流水号|流水号                       serial optional
column 支付凭证种类                            ignore
junk   合计 本页合计
